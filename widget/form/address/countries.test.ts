// @vitest-environment node
import * as en from 'virtual:languages/en'
import { describe, expect, it, vi } from 'vitest'
import { ADDRESS_PARTS, LIMITS } from '../../../server/contract.ts'
import { messagesIn } from '../../messages/all-languages.ts'
import { addressFormatOf, stateNamed } from './address-formats.ts'
import { countryCode, likelyCountry, listCountries } from './countries.ts'

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
    ['United Kingdom', 'Street address*,City*,Postcode* 0'],
    ['Germany', 'Street address*,Postal code*,City* 0'],
    ['France', 'Street address*,Postal code*,City* 0'],
    ['Brazil', 'Street address*,City*,State*,Postal code* 27'],
    ['Mexico', 'Street address*,Postal code*,City*,State* 32'],
    ['India', 'Street address*,City*,Postal code*,State* 36'],
    ['Japan', 'Postal code*,Prefecture*,City*,Street address* 47'],
    ['Australia', 'Street address*,City*,State*,Postcode* 9'],
    ['Netherlands', 'Street address*,Postal code*,City* 0'],
    ['Ireland', 'Street address*,City*,County,Eircode 0'],
    ['Hong Kong SAR China', 'State or region*,City,Street address* 0'],
    ['Singapore', 'Street address*,Postal code* 0'],
    ['Nowhere', 'Street address*,City*,State or region,Postal code 0'],
    ['', 'Street address*,City*,State or region,Postal code 0'],
  ])('has the order, the words and the needed parts of its country: %s', (country, parts) => {
    expect(shown(country)).toBe(parts)
  })

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
