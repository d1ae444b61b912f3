import { LIMITS } from '../../server/contract.ts'
import type { FieldContext } from './Field.tsx'
import { TextField } from './text.tsx'

/** The one field every form has. No maxlength anywhere: an address that is cut silently is another address. */
export function EmailField({ context }: { context: FieldContext }) {
  return (
    <TextField
      context={context}
      path="email_address"
      label={context.messages.email_address}
      required
      limit={LIMITS.email_address}
      parts="wide"
      input={{
        type: 'email',
        inputmode: 'email',
        autocomplete: 'email',
        autocapitalize: 'off',
        spellcheck: false,
        dir: 'ltr',
      }}
    />
  )
}
