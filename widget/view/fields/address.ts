import { ADDRESS_PARTS, type AddressPart } from '../../../server/contract.ts'
import type { Option } from '../../configuration/custom-fields.ts'
import type { Labels } from '../../messages/messages.ts'
import type { Field } from './field.ts'
import { inputAttributes } from './input-attributes.ts'

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
  const order = ['country' as const, ...ADDRESS_PARTS.slice(0, 4)]
  return { order, labels, required: order.slice(0, 3) }
}

export function addressField(required: boolean, labels: Labels, options: AddressOptions): Field {
  const { order, required: needed } = options.format
  return {
    path: 'street_address',
    kind: 'group',
    label: labels.address,
    required,
    fields: order.map((name) => ({
      // Where the whole is optional, the legend says so.
      ...partField(name, required ? needed.includes(name) : undefined, options),
      wide: /country|street/.test(name),
    })),
  }
}

/** One part of an address. Where the chosen country has none, it is hidden. */
export function partField(
  name: AddressPart,
  required: boolean | undefined,
  { countries, format }: AddressOptions,
): Field {
  const options = name === 'country' ? countries : name === 'state' && format.states
  const label = format.labels[name]
  return {
    path: `street_address.${name}`,
    kind: 'text',
    label,
    required,
    inactive: !label,
    input: inputAttributes(name),
    ...(options && { kind: 'select', options }),
  }
}
