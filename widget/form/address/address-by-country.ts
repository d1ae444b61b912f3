import { ADDRESS_PARTS } from '../../../server/contract.ts'
import { type Configuration, isAddressPart } from '../../configuration/configuration.ts'
import type { Option } from '../../configuration/custom-fields.ts'
import type { AddressWords, Labels } from '../../messages/messages.ts'
import type { AddressFormat, AddressOptions } from '../../view/fields/address.ts'
import type { Values } from '../form-model.ts'

type Chunks = {
  countries: typeof import('./countries.ts')
  'address-formats': typeof import('./address-formats.ts')
}

type AddressByCountryParts = {
  /** What the form is drawn in. */
  root: Element | ShadowRoot
  configuration: Configuration
  labels: Labels
  /** Absent for English. */
  address?: AddressWords | undefined
  addressOptions: AddressOptions
  /** What the fields hold at first. */
  values?: Values
  load: <Name extends keyof Chunks>(name: Name) => Promise<Chunks[Name]>
  update: (change: { addressOptions: AddressOptions }) => void
}

type AddressByCountry = {
  /** Looks up which country stands in the form now. `path`: of the field that the visitor has changed. */
  update: (values: Values, path: string) => void
  /** What counts as typed: a country that the visitor has not chosen is no address. */
  withoutGuess: (values: Values) => Values
  /** How that country writes addresses. */
  format: () => AddressFormat
}

const COUNTRY = 'street_address.country'
const STATE = 'street_address.state'
const PATHS = ADDRESS_PARTS.map((part) => `street_address.${part}`)

/**
 * Fills in the countries to choose from, chooses the likely one, and asks for an address as the chosen country writes it.
 * Countries that are there stay: those of the relay may be named and ordered otherwise.
 */
export function createAddressByCountry(parts: AddressByCountryParts, read: () => Values): AddressByCountry {
  const { root, configuration, labels, address, load } = parts
  // Whole, or its parts alone: without the country among them, nothing depends on it.
  const asked = configuration.fields.filter(({ name }) => name === 'address' || isAddressPart(name))
  const field = asked.find(({ name }) => name === 'address' || name === 'country')
  let { addressOptions } = parts
  let countries: Chunks['countries'] | undefined
  let formats: Chunks['address-formats'] | undefined
  let country = ''
  let guess: string | undefined
  /** True from the choice of a country until it is followed: the formats may come later. */
  let isAsked = false
  /** States by country, and the one typed last: none is lost when the country changes. */
  const states = new Map<string, string>()
  let lastState = ''
  let isTouched = PATHS.some((path) => parts.values?.[path])
  if (field) {
    load('countries').then(
      (loaded) => {
        countries = loaded
        loaded.fillCountries(root, labels.language, parts.values)
        update(read())
      },
      () => countrySelect()?.length === 1 && change({ countries: undefined }),
    )
    // Without them every address is asked for as in most countries.
    load('address-formats').then(
      (loaded) => {
        formats = loaded
        update(read())
      },
      () => undefined,
    )
  }
  return { update, withoutGuess, format: () => addressOptions.format }

  function update(values: Values, path = '') {
    isAsked ||= path === COUNTRY
    if (!countries || !formats) return
    // A form drawn beforehand may hold what was typed before the script came.
    isTouched ||= PATHS.includes(path) || PATHS.some((part) => values[part]?.[0])
    if (!isTouched && !isInUse(true)) chooseLikely(countries)
    // What the visitor points at or types in stays where it is, unless they have chosen the country.
    if (!isAsked && isInUse()) return
    isAsked = false
    const chosen = countrySelect()?.value ?? values[COUNTRY]?.[0] ?? ''
    if (path === COUNTRY) guess = undefined
    if (chosen === country) return
    lastState = values[STATE]?.[0] || lastState
    states.set(country, lastState)
    country = chosen
    const code = countries.countryCode(chosen) ?? ''
    change({ format: formats.addressFormatOf(code, labels, address) })
    const given = states.get(country) || lastState
    const state = root.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${STATE}"]`)
    const list = addressOptions.format.states
    // Preact leaves the options of a list to others.
    if (list) state?.replaceChildren(...[{ label: labels.choose, value: '' }, ...list].map(toOption))
    if (state && given) state.value = formats.stateNamed(given, code) ?? (list ? '' : given)
  }

  /** Once, while nothing of the address is there, and unless the visitor was told to choose. */
  function chooseLikely({ likelyCountry }: Chunks['countries']) {
    isTouched = true
    // A country that is all the form asks for would be seen chosen, and not be sent.
    if (field?.name === 'country' && asked.length === 1 && !field.required) return
    const select = countrySelect()
    const likely = likelyCountry(navigator.language)
    const option = [...(select?.options ?? [])].find(({ value }) => value === likely)
    if (!option || select?.hasAttribute('aria-invalid')) return
    guess = likely
    // As if the form had been drawn so: a form that replaces it has no need to keep it.
    option.defaultSelected = true
    option.selected = true
  }

  function withoutGuess(values: Values): Values {
    const { [COUNTRY]: chosen, ...others } = values
    const isAlone = !PATHS.some((path) => others[path]?.some((text) => text.trim()))
    return guess && chosen?.[0] === guess && isAlone && !field?.required ? others : values
  }

  /** True while the visitor is in the address or below it, with the focus or the pointer. In its country only if `withCountry`. */
  function isInUse(withCountry = false): boolean {
    const select = countrySelect()
    const first = root.querySelector('[name^="street_address."]')?.parentElement
    const tree = root.getRootNode()
    const { activeElement } = tree instanceof ShadowRoot ? tree : document
    return [activeElement, ...root.querySelectorAll(':hover')].some(
      (element) =>
        element &&
        (withCountry || !element.contains(select)) &&
        (first?.compareDocumentPosition(element) ?? 0) & Node.DOCUMENT_POSITION_FOLLOWING,
    )
  }

  function countrySelect() {
    return root.querySelector<HTMLSelectElement>(`select[name="${COUNTRY}"]`)
  }

  function change(change: Partial<AddressOptions>) {
    addressOptions = { ...addressOptions, ...change }
    parts.update({ addressOptions })
  }
}

function toOption({ label, value }: Option): HTMLOptionElement {
  const option = document.createElement('option')
  option.value = value
  option.textContent = label
  return option
}
