import { expect, it } from 'vitest'
import { misspelledSettings } from './unknown-variables.ts'

it.each([
  ['REVEAL_OUTCOM', 'REVEAL_OUTCOME'],
  ['ALOWED_LISTS', 'ALLOWED_LISTS'],
  ['TRUSTED_PROXYS', 'TRUSTED_PROXIES'],
  ['EXISTING_CONTACT', 'EXISTING_CONTACTS'],
])('knows what %s was meant to be', (given, meant) => {
  expect(misspelledSettings({ [given]: 'false' })).toEqual([{ given, meant }])
})

it('ignores settings, other programs’ variables, and look-alikes of settings that are set', () => {
  const others = { HOME: '/root', HOSTNAME: 'a', PATH: '/bin', NODE_ENV: 'production', PGPORT: '1' }
  expect(misspelledSettings({ ...others, REVEAL_OUTCOME: 'true', REVEAL_OUTCOMES: 'true' })).toEqual([])
})
