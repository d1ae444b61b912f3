import type { AddressPart } from '../../server/contract.ts'
import type { Load } from '../chunks.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Labels } from '../messages/messages.ts'
import type { AddressBook } from '../view/fields/address.ts'
import type { Values } from './form-model.ts'

type Countries = typeof import('./countries.ts')

export type AddressGuideParts = {
  /** What the form is drawn in. */
  root: ParentNode
  configuration: Configuration
  labels: Labels
  book: AddressBook
  /** What the fields hold at first. */
  values?: Values
  load: Load
  draw: (change: { book: AddressBook }) => void
}

export type AddressGuide = {
  /** Looks which country stands in the form now. */
  look: (values: Values) => void
  /** The parts that an address in that country cannot do without. */
  needed: () => readonly AddressPart[]
}

/**
 * Fills in the countries to choose from, and asks for an address as the chosen country writes it. Countries that
 * are there stay: those of the relay may be named and ordered otherwise.
 */
export function createAddressGuide(parts: AddressGuideParts, read: () => Values): AddressGuide {
  const { root, configuration, labels, load, draw } = parts
  const { language } = labels
  let { book } = parts
  let countries: Countries | undefined
  let country = ''
  if (configuration.fields.some(({ name }) => name === 'address')) {
    load('countries').then(
      (loaded) => {
        countries = loaded
        loaded.fillCountries(root, language, parts.values)
        look(read())
      },
      () => isWithoutCountries() && change({ countries: undefined }),
    )
  }
  return { look, needed: () => book.shape.needed }

  function isWithoutCountries() {
    return !root.querySelector('[autocomplete=country-name] option + option')
  }

  function look(values: Values) {
    const chosen = values['street_address.country']?.[0] ?? ''
    if (!countries || chosen === country) return
    country = chosen
    change({ shape: countries.shapeOf(chosen, language) })
  }

  function change(change: Partial<AddressBook>) {
    book = { ...book, ...change }
    draw({ book })
  }
}
