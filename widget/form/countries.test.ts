// @vitest-environment node
import * as en from 'virtual:languages/en'
import { describe, expect, it, vi } from 'vitest'
import { LIMITS } from '../../server/contract.ts'
import { messagesIn } from '../messages/all-languages.ts'
import { addressFormatOf, listCountries } from './countries.ts'

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
    ['United States', 'State', 'ZIP code', 5],
    ['United Kingdom', undefined, 'Postcode', 4],
    ['Ireland', 'County', 'Eircode', 3],
    ['Germany', undefined, 'Postal code', 3],
    ['Hong Kong SAR China', 'State or region', undefined, 3],
    ['Nowhere', 'State or region', 'Postal code', 3],
    ['', 'State or region', 'Postal code', 3],
  ])('have an address of their own format: %s', (country, state, postal_code, required) => {
    const format = addressFormatOf(country, en.labels, en.address)
    expect([format.state, format.postal_code, format.required.length]).toEqual([state, postal_code, required])
  })

  it('call its parts by the words of the language', () => {
    const { labels, address } = messagesIn('fr')
    expect(addressFormatOf('Japan', labels, address).state).toBe('Préfecture')
  })
})
