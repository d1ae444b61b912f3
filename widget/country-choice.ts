import type { Option } from './custom-fields.ts'
import { type AddressShape, ANY_SHAPE } from './fields/address.tsx'

type Book = typeof import('./countries.ts')

export type CountryChoice = {
  /** What the address is drawn from. No countries: none could be had, so the visitor writes. */
  state: () => { countries: Option[] | undefined; shape: AddressShape }
  /** Tells which country stands in the form now, by its English name. */
  choose: (country: string) => void
}

/**
 * The countries to choose from and what the chosen one calls the parts of an address. The names are fetched when
 * the page is idle, unless the relay has drawn them already: those stay, since another browser may order and name
 * them otherwise.
 */
export function createCountryChoice(
  drawn: Option[],
  language: string,
  load: () => Promise<Book>,
  changed: () => void,
): CountryChoice {
  let countries: Option[] | undefined = drawn
  let shape = ANY_SHAPE
  let chosen = ''
  let book: Book | undefined

  const fill = async () => {
    try {
      book = await load()
      if (!drawn.length) countries = book.listCountries(language)
      shape = book.shapeOf(chosen)
    } catch {
      if (!drawn.length) countries = undefined
    }
    changed()
  }
  // Safari has no idle callback.
  if (window.requestIdleCallback) requestIdleCallback(fill, { timeout: 1000 })
  else setTimeout(fill, 200)

  return {
    state: () => ({ countries, shape }),
    choose(country) {
      if (country === chosen) return
      chosen = country
      if (!book) return
      shape = book.shapeOf(country)
      changed()
    },
  }
}
