import { type Configuration, isAddressPart } from '../../configuration/configuration.ts'
import type { Labels } from '../../messages/messages.ts'
import { type AddressOptions, addressField, partField } from './address.ts'
import { birthdayField } from './birthday.ts'
import { consentFields } from './consent.ts'
import { customField } from './custom.ts'
import type { Field } from './field.ts'
import { listFields } from './lists.ts'
import { lineField } from './text.ts'

/** Every field of a form in its order, as the configuration asks for it. */
export function fieldsOf(
  { fields, customFields, lists, listChoice, consent, consentLabel }: Configuration,
  labels: Labels,
  addressOptions: AddressOptions,
): Field[] {
  const all = [
    { ...lineField('email_address', true, labels), wide: true },
    ...fields.map(({ name, required }) => {
      switch (name) {
        case 'birthday':
          return birthdayField(required, labels)
        case 'address':
          return addressField(required, labels, addressOptions)
        default:
          return isAddressPart(name)
            ? partField(name, required, addressOptions)
            : lineField(name, required, labels)
      }
    }),
    ...customFields.map(customField),
    ...listFields(lists, listChoice, labels),
    ...consentFields(consent, consentLabel, labels),
  ]
  const last = all.filter(({ kind }) => kind !== 'hidden').pop()
  if (last) last.input = { ...last.input, enterkeyhint: 'send' }
  return all
}
