import type { AddressKind, AddressPart } from '../../../server/contract.ts'
import type { Option } from '../../configuration/custom-fields.ts'
import type { Labels } from '../../messages/messages.ts'
import type { Field } from './field.ts'

/** How a country writes addresses. */
export type AddressFormat = {
  /** What its states or provinces are called; undefined if an address has none. */
  state: string | undefined
  postal_code: string | undefined
  /** The parts that a complete address must have. */
  required: readonly AddressPart[]
}

/** What an address is drawn from beside the configuration. */
export type AddressOptions = {
  /** By English name, whatever the visitor's language; undefined if no list can be loaded, so that the visitor types. */
  countries: Option[] | undefined
  format: AddressFormat
}

/** Before a country is chosen, and without script. */
export function defaultAddressFormat(labels: Labels): AddressFormat {
  return {
    state: labels.state,
    postal_code: labels.postal_code,
    required: ['street', 'city', 'country'],
  }
}

export function addressField(
  required: boolean,
  kind: AddressKind,
  labels: Labels,
  { countries, format }: AddressOptions,
): Field {
  const part = (
    name: AddressPart,
    autocomplete: string,
    label: string | undefined = labels[name],
  ): Field => ({
    path: `street_address.${name}`,
    kind: 'text',
    label,
    // Where the whole is optional, the legend says so.
    required: required ? format.required.includes(name) : undefined,
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
      { ...part('state', 'address-level1', format.state), inactive: !format.state },
      { ...part('postal_code', 'postal-code', format.postal_code), inactive: !format.postal_code },
      { ...part('country', 'country-name'), ...(countries && { kind: 'select', options: countries }) },
    ],
  }
}
