// @vitest-environment node
import * as en from 'virtual:languages/en'
import { describe, expect, it, vi } from 'vitest'
import { ADDRESS_PARTS, LIMITS } from '../../../server/contract.ts'
import { LANGUAGES, messagesIn } from '../../messages/all-languages.ts'
import { addressFormatOf, formats, stateNamed } from './address-formats.ts'
import { countryCode, likelyCountry, listCountries } from './countries.ts'

/** The parts that countries call by words of their own, and their letters in the data. */
const PARTS_WITH_WORDS = [
  ['city', 'C'],
  ['state', 'S'],
  ['postal_code', 'Z'],
] as const

describe('the countries', () => {
  it('are read in the visitor’s language and order, and sent by their English names', () => {
    const german = listCountries('de')
    expect(german.find(({ label }) => label === 'Österreich')).toEqual({
      value: 'Austria',
      label: 'Österreich',
    })
    const labels = german.map(({ label }) => label)
    expect(labels.indexOf('Österreich')).toBeLessThan(labels.indexOf('Polen'))
  })

  it('are each there once, with a name that can be sent', () => {
    const names = listCountries('en').map(({ value }) => value)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toHaveLength(250)
    expect(names.every((name) => name.length > 2 && name.length <= LIMITS.country)).toBe(true)
  })

  it('stand in the order of their English names without asking for one', () => {
    const asked = vi.spyOn(Intl, 'DisplayNames')
    const names = listCountries('en').map(({ label }) => label)
    expect(asked).not.toHaveBeenCalled()
    expect(names).toEqual([...names].sort(new Intl.Collator('en').compare))
  })

  it.each([
    ['de-AT', 'Austria'],
    ['de', 'Germany'],
    ['pt', 'Brazil'],
    ['zh-Hant-HK', 'Hong Kong SAR China'],
    ['en-US-u-hc-h12', 'United States'],
    ['es-419', undefined],
    ['not a tag', undefined],
    ['', undefined],
  ])('are guessed from the language of the browser: %s', (language, country) => {
    expect(likelyCountry(language)).toBe(country)
  })
})

describe('an address', () => {
  const formatOf = (country: string) => addressFormatOf(countryCode(country) ?? '', en.labels, en.address)
  const shown = (country: string) => {
    const { order, labels, required, states } = formatOf(country)
    const parts = order.filter((part) => labels[part]).slice(1)
    return `${parts.map((part) => labels[part] + (required.includes(part) ? '*' : ''))} ${states?.length ?? 0}`
  }

  it.each([
    ['United States', 'Street address*,City*,State*,ZIP code* 62'],
    ['Canada', 'Street address*,City*,Province*,Postal code* 13'],
    ['United Kingdom', 'Street address*,Town or city*,Postcode* 0'],
    ['Germany', 'Street address*,Postal code*,City* 0'],
    ['France', 'Street address*,Postal code*,City* 0'],
    ['Brazil', 'Street address*,City*,State*,Postal code* 27'],
    ['Mexico', 'Street address*,Postal code*,City*,State* 32'],
    ['India', 'Street address*,City*,PIN code*,State* 36'],
    ['Japan', 'Postal code*,Prefecture*,City*,Street address* 47'],
    ['Australia', 'Street address*,Suburb*,State*,Postcode* 9'],
    ['Netherlands', 'Street address*,Postal code*,City* 0'],
    ['Ireland', 'Street address*,Town or city*,County,Eircode 0'],
    ['New Zealand', 'Street address*,Town or city*,Postcode* 0'],
    ['Norway', 'Street address*,Postal code*,Town or city* 0'],
    ['United Arab Emirates', 'Street address*,Emirate* 7'],
    ['Egypt', 'Street address*,City*,Governorate,Postal code 0'],
    ['Romania', 'Street address*,Postal code*,County,City* 0'],
    ['Ukraine', 'Street address*,City*,Region,Postal code* 0'],
    ['Colombia', 'Street address*,City,Department*,Postal code 33'],
    ['Jamaica', 'Street address*,City*,Parish* 14'],
    ['Hong Kong SAR China', 'Region*,District,Street address* 3'],
    ['Taiwan', 'Postal code*,County or city*,Township or district*,Street address* 22'],
    ['South Korea', 'Province or city*,City*,Street address*,Postal code* 17'],
    ['Türkiye', 'Street address*,Postal code*,District*,Province 0'],
    ['Singapore', 'Street address*,Postal code* 0'],
    ['Nowhere', 'Street address*,City*,State or region,Postal code 0'],
    ['', 'Street address*,City*,State or region,Postal code 0'],
  ])('has the order, the words and the needed parts of its country: %s', (country, parts) => {
    expect(shown(country)).toBe(parts)
  })

  it.each([
    ['en', 'US', 'street_address.postal_code', 'Enter your ZIP code.'],
    ['en', 'US', 'street_address.state', 'Choose your state.'],
    ['en', 'MH', 'street_address.state', 'Enter your state.'],
    ['en', 'IN', 'street_address.postal_code', 'Enter your PIN code.'],
    ['en', 'GB', 'street_address.city', 'Enter your town or city.'],
    ['en', 'AU', 'street_address.city', 'Enter your suburb.'],
    ['en', 'HK', 'street_address.state', 'Choose your region.'],
    ['de', 'CA', 'street_address.state', 'Wählen Sie Ihre Provinz.'],
    ['ja', 'JP', 'street_address.state', '都道府県を選択してください。'],
    ['zh-Hant', 'TW', 'street_address.city', '請輸入鄉鎮市區。'],
    ['tr', 'TR', 'street_address.city', 'İlçenizi girin.'],
    ['en', 'DE', 'street_address.postal_code', undefined],
  ])('says what is missing by the words of its country: in %s, %s, %s', (language, code, path, sentence) => {
    const { labels, address } = messagesIn(language)
    expect(addressFormatOf(code, labels, address).whenEmpty?.[path]).toBe(sentence)
  })

  it.each(LANGUAGES)(
    'has a word and a sentence for whatever the data may ask: $labels.language',
    (messages) => {
      const { labels, address } = messages
      const words: { [key: string]: string } = address
      for (const [code, { required, states, ...format }] of Object.entries(formats)) {
        const kinds = { state: 'province', ...format }
        const { whenEmpty } = addressFormatOf(code, labels, address)
        for (const [part, letter] of PARTS_WITH_WORDS) {
          const word = kinds[part]
          if (!word || !format.order.includes(letter)) continue
          expect(words[word], `${code}: ${word}`).toBeTruthy()
          if (required.includes(letter)) expect(whenEmpty?.[`street_address.${part}`], code).toBeTruthy()
        }
      }
    },
  )

  it('has every part once in every country, so that nothing typed is lost, the country first', () => {
    for (const { value } of listCountries('en')) {
      const { order, required, labels } = formatOf(value)
      expect([...order].sort(), value).toEqual([...ADDRESS_PARTS].sort())
      expect(order[0]).toBe('country')
      expect(
        required.filter((part) => !labels[part]),
        value,
      ).toEqual([])
    }
  })

  it('has states that can be sent, each once', () => {
    for (const { value } of listCountries('en')) {
      const names = formatOf(value).states?.map((state) => state.value) ?? []
      expect(new Set(names).size, value).toBe(names.length)
      expect(
        names.every((name) => name && name.length <= LIMITS.state),
        value,
      ).toBe(true)
    }
  })

  it('is called by the words of the language, its states as they are written there', () => {
    const { labels, address } = messagesIn('fr')
    expect(addressFormatOf('JP', labels, address).labels.state).toBe('Préfecture')
    expect(addressFormatOf('JP', labels, address).states?.[12]).toEqual({ value: 'Tokyo', label: 'Tokyo' })
    const japanese = messagesIn('ja')
    expect(addressFormatOf('JP', japanese.labels, japanese.address).states?.[12]).toEqual({
      value: 'Tokyo',
      label: '東京都',
    })
  })

  it.each([
    ['CA', 'US', 'California'],
    ['new york', 'US', 'New York'],
    ['N.S.W.', 'AU', 'New South Wales'],
    ['Quebec', 'CA', 'Quebec'],
    ['Sao Paulo', 'BR', 'São Paulo'],
    ['東京都', 'JP', 'Tokyo'],
    ['California', 'CA', undefined],
    ['', 'US', undefined],
    ['CA', 'DE', undefined],
  ])('takes a state by code and by name: %s in %s', (given, country, name) => {
    expect(stateNamed(given, country)).toBe(name)
  })
})
