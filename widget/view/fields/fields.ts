import type { Configuration } from '../../configuration/configuration.ts'
import type { Labels } from '../../messages/messages.ts'
import { type AddressOptions, addressField } from './address.ts'
import { birthdayField } from './birthday.ts'
import { consentFields } from './consent.ts'
import { customField } from './custom.ts'
import { emailField } from './email.ts'
import type { Field } from './field.ts'
import { listFields } from './lists.ts'
import { lineField } from './text.ts'

/** Every field of a form in its order, as the configuration asks for it. */
export function fieldsOf(
  { fields, addressKind, customFields, lists, listChoice, consent, consentLabel }: Configuration,
  labels: Labels,
  addressOptions: AddressOptions,
): Field[] {
  return [
    emailField(labels),
    ...fields.map(({ name, required }) => {
      switch (name) {
        case 'birthday':
          return birthdayField(required, labels)
        case 'address':
          return addressField(required, addressKind, labels, addressOptions)
        default:
          return lineField(name, required, labels)
      }
    }),
    ...customFields.map(customField),
    ...listFields(lists, listChoice, labels),
    ...consentFields(consent, consentLabel, labels),
  ]
}
