import type { Option } from '../configuration/custom-fields.ts'
import type { AddressWords, Labels } from '../messages/messages.ts'
import type { AddressFormat } from '../view/fields/address.ts'
import { ENGLISH_NAMES } from './country-names.ts'
import type { Values } from './form-model.ts'

/** Countries whose addresses name neither state nor province. */
const WITHOUT_STATE =
  `AD AT BE BG CH CY CZ DE DK EE FI FO FR GB GG GI GL GR HR HU IL IM IS JE LI LT LU LV MC MT NL NO NZ PL PT
RO RS SE SG SI SK SM VA`.split(/\s/)
/** Countries without postal codes. */
const WITHOUT_CODE =
  `AE AG AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GA GD GH GM GN GQ GY HK JM KI KM KN LC ML
MO MR MW NR NU QA RW SB SC SL SR ST SY TD TG TK TO TT TV TZ UG VC VU WS YE ZW`.split(/\s/)

const ALWAYS = ['street', 'city', 'country'] as const
const WHOLE = [...ALWAYS, 'state', 'postal_code'] as const

type StateLabel = 'region' | 'state' | 'province' | 'prefecture' | 'county'
type PostalLabel = 'postal_code' | 'postcode' | 'zip' | 'eircode'
type Shape = { state?: StateLabel; postal_code?: PostalLabel; required: AddressFormat['required'] }

/** Where the parts have names of their own, or cannot be left out. */
const SHAPES: { [code: string]: Shape } = {
  US: { state: 'state', postal_code: 'zip', required: WHOLE },
  CA: { state: 'province', postal_code: 'postal_code', required: WHOLE },
  AU: { state: 'state', postal_code: 'postcode', required: WHOLE },
  IN: { state: 'state', postal_code: 'postal_code', required: WHOLE },
  BR: { state: 'state', postal_code: 'postal_code', required: WHOLE },
  MX: { state: 'state', postal_code: 'postal_code', required: WHOLE },
  JP: { state: 'prefecture', postal_code: 'postal_code', required: WHOLE },
  CN: { state: 'province', postal_code: 'postal_code', required: WHOLE },
  IT: { state: 'province', postal_code: 'postal_code', required: WHOLE },
  ES: { state: 'province', postal_code: 'postal_code', required: WHOLE },
  GB: { postal_code: 'postcode', required: [...ALWAYS, 'postal_code'] },
  IE: { state: 'county', postal_code: 'eircode', required: ALWAYS },
}

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

/** How addresses are written in a country, given by its English name, in the words of a language. */
export function addressFormatOf(country: string, labels: Labels, address: AddressWords): AddressFormat {
  const [code = ''] = [...ENGLISH_NAMES].find(([, name]) => name === country) ?? []
  const words = { region: labels.state, ...address, postal_code: labels.postal_code }
  const format: Shape = SHAPES[code] ?? {
    ...(!WITHOUT_STATE.includes(code) && { state: 'region' }),
    ...(!WITHOUT_CODE.includes(code) && { postal_code: 'postal_code' }),
    required: ALWAYS,
  }
  return {
    state: format.state && words[format.state],
    postal_code: format.postal_code && words[format.postal_code],
    required: format.required,
  }
}
