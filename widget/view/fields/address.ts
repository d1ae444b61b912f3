import type { AddressKind, AddressPart } from '../../../server/contract.ts'
import type { Option } from '../../configuration/custom-fields.ts'
import type { Labels } from '../../messages/messages.ts'
import type { Field } from './field.ts'

/** How a country writes addresses. */
export type AddressShape = {
  /** What its states or provinces are called; undefined: an address has none. */
  state: string | undefined
  postal_code: string | undefined
  /** What a whole address cannot do without. */
  needed: readonly AddressPart[]
}

/** What an address is drawn from beside the configuration. */
export type AddressBook = {
  /** By their English names, whatever the visitor reads; undefined: no list can be had, so the visitor writes. */
  countries: Option[] | undefined
  shape: AddressShape
}

/** Before a country is chosen, and without script. */
export function anyShape(labels: Labels): AddressShape {
  return { state: labels.state, postal_code: labels.postal_code, needed: ['street', 'city', 'country'] }
}

export function addressField(
  required: boolean,
  kind: AddressKind,
  labels: Labels,
  { countries, shape }: AddressBook,
): Field {
  const part = (
    name: AddressPart,
    autocomplete: string,
    label: string | undefined = labels[name],
  ): Field => ({
    path: `street_address.${name}`,
    kind: 'line',
    label,
    required: (required && shape.needed.includes(name)) || undefined,
    input: { autocomplete },
  })
  return {
    path: 'street_address',
    kind: 'group',
    label: labels.address,
    required,
    fields: [
      { path: 'street_address.kind', kind: 'hidden', value: kind },
      { ...part('street', 'street-address'), wide: true },
      part('city', 'address-level2'),
      { ...part('state', 'address-level1', shape.state), off: !shape.state },
      { ...part('postal_code', 'postal-code', shape.postal_code), off: !shape.postal_code },
      { ...part('country', 'country-name'), ...(countries && { kind: 'select', options: countries }) },
    ],
  }
}
