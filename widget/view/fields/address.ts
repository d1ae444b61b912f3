import type { AddressKind, AddressPart } from '../../../server/contract.ts'
import type { Option } from '../../configuration/custom-fields.ts'
import type { Labels } from '../../messages/messages.ts'
import type { Field } from './field.ts'

/** How a country writes addresses. */
export type AddressFormat = {
  /** All the parts, the country first: what follows depends on it. */
  order: readonly AddressPart[]
  /** A part without a label is not asked for. */
  labels: { [part in AddressPart]?: string }
  /** The parts that a complete address must have. */
  required: readonly AddressPart[]
  /** What to say of a part that was left empty, by its path, where the country has a word of its own for it. */
  whenEmpty?: { readonly [path: string]: string | undefined }
  /** To choose from, where the country has a list of them. */
  states?: Option[] | undefined
}

/** What an address is drawn from beside the configuration. */
export type AddressOptions = {
  /** By English name, whatever the visitor's language; undefined if no list can be loaded, so that the visitor types. */
  countries: Option[] | undefined
  format: AddressFormat
}

/** Before a country is chosen, and without script. */
export function defaultAddressFormat(labels: Labels): AddressFormat {
  const required = ['country', 'street', 'city'] as const
  return { order: [...required, 'state', 'postal_code'], labels, required }
}

/** For browsers to fill in. A street is one line: `street-address` would be several. */
const AUTOCOMPLETE: { [part in AddressPart]: string } = {
  country: 'country-name',
  street: 'address-line1',
  city: 'address-level2',
  state: 'address-level1',
  postal_code: 'postal-code',
}

export function addressField(
  required: boolean,
  kind: AddressKind,
  labels: Labels,
  { countries, format }: AddressOptions,
): Field {
  const part = (name: AddressPart): Field => {
    const options = name === 'country' ? countries : name === 'state' && format.states
    const label = format.labels[name]
    return {
      path: `street_address.${name}`,
      kind: 'text',
      label,
      // Where the whole is optional, the legend says so.
      required: required ? format.required.includes(name) : undefined,
      wide: /country|street/.test(name),
      inactive: !label,
      input: { autocomplete: AUTOCOMPLETE[name] },
      ...(options && { kind: 'select', options }),
    }
  }
  return {
    path: 'street_address',
    kind: 'group',
    label: labels.address,
    required,
    fields: [{ path: 'street_address.kind', kind: 'hidden', value: kind }, ...format.order.map(part)],
  }
}
