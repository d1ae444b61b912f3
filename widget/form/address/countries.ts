import type { Option } from '../../configuration/custom-fields.ts'
import type { Values } from '../form-model.ts'
import { ENGLISH_NAMES } from './country-names.ts'

/** The countries in the order of the visitor's language; their values are English, and go upstream so. */
export function listCountries(language: string): Option[] {
  if (language === 'en') return [...ENGLISH_NAMES.values()].map((name) => ({ value: name, label: name }))
  const names = new Intl.DisplayNames(language, { type: 'region' })
  const { compare } = new Intl.Collator(language)
  return [...ENGLISH_NAMES]
    .map(([code, value]) => ({ value, label: names.of(code) ?? value }))
    .sort((a, b) => compare(a.label, b.label))
}

/**
 * Gives the drawn list of countries its options, if it has none yet. Preact leaves them alone: to
 * describe 250 of them would cost more than all the rest of the form.
 */
export function fillCountries(root: ParentNode, language: string, values: Values = {}): void {
  const select = root.querySelector<HTMLSelectElement>('select[autocomplete=country-name]')
  if (!select || select.length > 1) return
  const [held] = values['street_address.country'] ?? []
  const options = listCountries(language).map(({ value, label }) => {
    const option = document.createElement('option')
    option.value = value
    option.textContent = label
    return option
  })
  select.append(...options)
  const chosen = options.find(({ value }) => value === held)
  if (chosen) chosen.selected = true
}

/** The code of a country that is given by its English name. */
export function countryCode(country: string): string | undefined {
  return [...ENGLISH_NAMES].find(([, name]) => name === country)?.[0]
}

/** The English name of the country where most people live who read a language, given by its BCP 47 tag. */
export function likelyCountry(language = ''): string | undefined {
  try {
    return ENGLISH_NAMES.get(new Intl.Locale(language).maximize().region ?? '')
  } catch {
    return undefined
  }
}
