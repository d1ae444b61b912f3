import { LIMITS } from '../../server/contract.ts'
import type { FieldContext } from './Field.tsx'
import { TextField } from './text.tsx'

/** Spaces, brackets and + are accepted as they come. */
export function PhoneField({ context, required }: { context: FieldContext; required: boolean }) {
  return (
    <TextField
      context={context}
      path="phone_number"
      label={context.messages.phone_number}
      required={required}
      limit={LIMITS.phone_number}
      input={{ type: 'tel', autocomplete: 'tel', dir: 'ltr' }}
    />
  )
}
