// Loaded when a country is known: how each writes its addresses.

import { address as english } from 'virtual:languages/en'
import type { AddressPart } from '../../../server/contract.ts'
import type { AddressWords, Labels } from '../../messages/messages.ts'
import { type AddressFormat, defaultAddressFormat } from '../../view/fields/address.ts'
import { foldName } from './fold-name.ts'
import { FORMATS } from './format-data.ts'

/** How countries write addresses, by code; `npm run addresses` renews the file. */
export const formats: {
  readonly [code: string]: {
    /** The parts in their order: street A, city C, state S, postal code Z. */
    order: string
    required: string
    /** What kind of state, city and postal code it has, by the keys of the words, where it is not the usual one. */
    state?: string
    city?: string
    postal_code?: string
    /** The states to choose from: the name in Latin letters, the code, and the name in `language` if that is written otherwise. */
    states?: readonly (readonly string[])[]
    /** BCP 47. */
    language?: string
  }
} = FORMATS

const PARTS: { [letter: string]: AddressPart } = { A: 'street', C: 'city', S: 'state', Z: 'postal_code' }
/** How addresses are written in a country, given by its code, in the words of a language; as everywhere if it is not known. */
export function addressFormatOf(
  code: string,
  labels: Labels,
  address: AddressWords = english,
): AddressFormat {
  const format = formats[code]
  if (!format) return defaultAddressFormat(labels)
  const words: { [key: string]: string } = address
  const { state = 'province', city = '', postal_code = '' } = format
  const read = (letters: string) => [...letters].flatMap((letter) => PARTS[letter] ?? [])
  const used = ['country' as const, ...read(format.order)]
  const rest = defaultAddressFormat(labels).order
  const names: { [part in AddressPart]?: string | undefined } = {
    city: words[city],
    state: words[state],
    postal_code: words[postal_code],
  }
  const own = format.language?.split('-')[0] === labels.language.split('-')[0]
  return {
    order: [...new Set([...used, ...rest])],
    labels: Object.fromEntries(used.map((part) => [part, names[part] ?? labels[part]])),
    required: ['country', ...read(format.required)],
    whenEmpty: {
      'street_address.city': words[`required_${city}`],
      'street_address.state': words[`${format.states ? 'choose' : 'required'}_${state}`],
      'street_address.postal_code': words[`required_${postal_code}`],
    },
    states: format.states?.map(([value = '', , native]) => ({ value, label: (own && native) || value })),
  }
}

/** The name of a state that is given by its code or by its name, as the list has it; undefined if it is not in it. */
export function stateNamed(given: string, code: string): string | undefined {
  const wanted = foldName(given)
  const isWanted = (name = '') => wanted && foldName(name) === wanted
  return formats[code]?.states?.find((names) => names.some((name) => isWanted(name)))?.[0]
}
