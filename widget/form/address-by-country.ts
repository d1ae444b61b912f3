import type { AddressPart } from '../../server/contract.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { AddressWords, Labels } from '../messages/messages.ts'
import type { AddressOptions } from '../view/fields/address.ts'
import type { Values } from './form-model.ts'

type Countries = typeof import('./countries.ts')

type AddressByCountryParts = {
  /** What the form is drawn in. */
  root: ParentNode
  configuration: Configuration
  labels: Labels
  address: AddressWords
  addressOptions: AddressOptions
  /** What the fields hold at first. */
  values?: Values
  load: (name: 'countries') => Promise<Countries>
  update: (change: { addressOptions: AddressOptions }) => void
}

type AddressByCountry = {
  /** Looks up which country stands in the form now. */
  update: (values: Values) => void
  /** The parts that an address in that country cannot do without. */
  requiredParts: () => readonly AddressPart[]
}

/**
 * Fills in the countries to choose from, and asks for an address as the chosen country writes it. Countries that
 * are there stay: those of the relay may be named and ordered otherwise.
 */
export function createAddressByCountry(parts: AddressByCountryParts, read: () => Values): AddressByCountry {
  const { root, configuration, labels, address, load } = parts
  const { language } = labels
  let { addressOptions } = parts
  let countries: Countries | undefined
  let country = ''
  if (configuration.fields.some(({ name }) => name === 'address')) {
    load('countries').then(
      (loaded) => {
        countries = loaded
        loaded.fillCountries(root, language, parts.values)
        update(read())
      },
      () => isWithoutCountries() && change({ countries: undefined }),
    )
  }
  return { update, requiredParts: () => addressOptions.format.required }

  function isWithoutCountries() {
    return !root.querySelector('[autocomplete=country-name] option + option')
  }

  function update(values: Values) {
    const chosen = values['street_address.country']?.[0] ?? ''
    if (!countries || chosen === country) return
    country = chosen
    change({ format: countries.addressFormatOf(chosen, labels, address) })
  }

  function change(change: Partial<AddressOptions>) {
    addressOptions = { ...addressOptions, ...change }
    parts.update({ addressOptions })
  }
}
