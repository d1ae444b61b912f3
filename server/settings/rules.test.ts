import { expect, it } from 'vitest'
import { settingsWarnings } from './rules.ts'
import { readSettings } from './settings.ts'

const account = {
  CTCT_CLIENT_ID: 'an-application',
  SECRET_KEY: 'k'.repeat(32),
  ALLOWED_ORIGINS: 'https://www.example.org',
  ALLOWED_LISTS: 'd13d60d0-f256-11e8-b47d-fa163e56c9b0',
  EXISTING_CONTACTS: 'update',
  PUBLIC_URL: 'https://signup.example.org',
}
const mail = {
  SMTP_URL: 'smtp://mail.example.org',
  MAIL_FROM: 'hello@example.org',
  SITE_NAME: 'Juniper & Rye',
}
const always = { PROOF_OF_WORK: 'always' }

function warnings(variables: Record<string, string>, sandbox = false): string[] {
  const reading = readSettings(variables, { sandbox })
  if (reading.kind === 'faults') throw new Error(reading.faults.join())
  return settingsWarnings(reading.settings)
}

it('warns that a proof is always required if visitors without script can neither give one nor be mailed', () => {
  const { SITE_NAME: _name, ...nameless } = mail
  for (const variables of [always, { ...always, ...nameless }])
    expect(warnings({ ...account, ...variables }).join()).toMatch(/^PROOF_OF_WORK=always .* SITE_NAME/)
})

it('warns about a forgotten PUBLIC_URL, with an account', () => {
  const { PUBLIC_URL: _url, ...forgotten } = account
  expect(warnings(forgotten)).toEqual([expect.stringMatching(/^PUBLIC_URL is http:\/\/localhost:8080: /)])
  expect(warnings({ ...account, PUBLIC_URL: 'http://127.0.0.1' })).toHaveLength(1)
  expect(warnings({}, true)).toEqual([])
})

it('warns that TLS is missing, with an account', () => {
  for (const PUBLIC_URL of [
    'http://signup.example.org',
    'http://203.0.113.7:8080',
    'http://www.bakery.example/signup',
  ])
    expect(warnings({ ...account, PUBLIC_URL, CONSOLE: 'on' })).toEqual([
      expect.stringMatching(/without TLS.+https/),
    ])
})

it('says why there is no console under a path, unless it was decided', () => {
  const under = { ...account, PUBLIC_URL: 'https://www.bakery.example/signup' }
  expect(warnings(under)).toEqual([
    expect.stringMatching(/^There is no console, because PUBLIC_URL has a path/),
  ])
  for (const CONSOLE of ['on', 'off']) expect(warnings({ ...under, CONSOLE })).toEqual([])
})

it('mails no link to an owner without a mail server', () => {
  expect(() => warnings({ ...account, OWNER_EMAIL: 'olga@example.org' })).toThrow(
    'OWNER_EMAIL needs SMTP_URL and MAIL_FROM',
  )
})

it('does not warn about ordinary settings', () => {
  expect(warnings(account)).toEqual([])
  expect(warnings({ ...account, ...always, ...mail })).toEqual([])
  expect(warnings(always, true)).toEqual([])
})

it('names an accent that is not a colour, and starts', () => {
  const colors = (BRAND_ACCENT: string) => warnings({ ...account, BRAND_ACCENT })
  expect(colors('aubergine')).toEqual([
    'BRAND_ACCENT is "aubergine", which is not a colour and is ignored: write one such as 7a1f3d',
  ])
  expect(colors('red\u001b[31m')).toEqual([expect.stringMatching(/^BRAND_ACCENT is "red\\u001b/)])
  for (const color of ['#7a1f3d', '7a1f3d', '#FC0', ' fc0 ']) expect(colors(color)).toEqual([])
})
