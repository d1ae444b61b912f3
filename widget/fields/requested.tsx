import { LIMITS, type TextField as TextFieldName } from '../../server/contract.ts'
import type { FieldRequest } from '../configuration.ts'
import { AddressField, type AddressProps } from './address.tsx'
import { BirthdayField } from './birthday.tsx'
import { DateField } from './date.tsx'
import { PhoneField } from './phone.tsx'
import { TextField } from './text.tsx'

const AUTOCOMPLETE: { [name in TextFieldName]: string } = {
  first_name: 'given-name',
  last_name: 'family-name',
  job_title: 'organization-title',
  company_name: 'organization',
  phone_number: 'tel',
}

/** One of the fields that `data-fields` names. */
export function RequestedField({ name, required, ...props }: FieldRequest & Omit<AddressProps, 'required'>) {
  const { context } = props
  switch (name) {
    case 'birthday':
      return <BirthdayField context={context} required={required} />
    case 'address':
      return <AddressField {...props} required={required} />
    case 'anniversary':
      return <DateField context={context} path={name} label={context.messages[name]} required={required} />
    case 'phone_number':
      return <PhoneField context={context} required={required} />
    default:
      return (
        <TextField
          context={context}
          path={name}
          label={context.messages[name]}
          required={required}
          limit={LIMITS[name]}
          input={{ autocomplete: AUTOCOMPLETE[name] }}
        />
      )
  }
}
