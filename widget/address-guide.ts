import type { AddressPart } from '../server/contract.ts'
import type { Load } from './chunks.ts'
import type { Configuration } from './configuration.ts'
import type { AddressBook } from './fields/address.ts'
import type { Values } from './form-model.ts'
import type { Labels } from './messages/messages.ts'

type Countries = typeof import('./countries.ts')

export type AddressGuideParts = {
  configuration: Configuration
  labels: Labels
  book: AddressBook
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
 * the relay has drawn stay: another browser may name and order them otherwise.
 */
export function createAddressGuide(parts: AddressGuideParts, read: () => Values): AddressGuide {
  const { configuration, labels, load, draw } = parts
  const { language } = labels
  let { book } = parts
  let countries: Countries | undefined
  let country = ''
  if (configuration.fields.some(({ name }) => name === 'address')) {
    load('countries').then(
      (loaded) => {
        countries = loaded
        if (!book.countries?.length) change({ countries: loaded.listCountries(language) })
        look(read())
      },
      () => book.countries?.length || change({ countries: undefined }),
    )
  }
  return { look, needed: () => book.shape.needed }

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
