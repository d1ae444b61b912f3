import { expect, test } from 'vitest'
import type { Given } from '../rules.ts'
import { faultsOfChanges } from './faults-of-changes.ts'
import type { OwnerSetting, OwnerValues } from './owner-settings.ts'
import { withStored } from './with-stored.ts'

type Changes = { [name in OwnerSetting]?: string | null }

function faults(
  changes: Changes,
  before: { stored?: OwnerValues; environment?: Given; isSandbox?: boolean } = {},
) {
  const { stored = {}, environment = {}, isSandbox = false } = before
  const wanted = new Map(Object.entries(changes) as [OwnerSetting, string | null][])
  const changed = Object.entries({ ...stored, ...changes }).filter(([, value]) => value !== null)
  return faultsOfChanges(wanted, {
    ...{ environment, isSandbox },
    before: withStored(environment, stored, isSandbox),
    after: withStored(environment, Object.fromEntries(changed), isSandbox),
  })
}
const sentences = (...args: Parameters<typeof faults>) => faults(...args).map(({ sentence }) => sentence)

const MAIL = { SMTP_URL: 'smtp://mail.bakery.example', MAIL_FROM: 'hello@bakery.example' }

test('values that contradict what is set elsewhere are refused beside the setting that was changed', () => {
  expect(faults({ EXISTING_CONTACTS: 'verify' })).toEqual([
    {
      name: 'EXISTING_CONTACTS',
      sentence: 'EXISTING_CONTACTS=verify mails contacts, so it needs SMTP_URL and MAIL_FROM and SITE_NAME',
    },
  ])
  const stored = { EXISTING_CONTACTS: 'verify', SITE_NAME: 'Bakery' }
  expect(faults({ EXISTING_CONTACTS: 'verify', SITE_NAME: 'Bakery' }, { environment: MAIL })).toEqual([])
  expect(faults({ SITE_NAME: null }, { stored, environment: MAIL })).toMatchObject([{ name: 'SITE_NAME' }])
  expect(faults({ ALERT_EMAIL: 'anna@bakery.example' })).toMatchObject([{ name: 'ALERT_EMAIL' }])
})

test('two that the environment has made wrong can be mended one after the other', () => {
  const stored = { EXISTING_CONTACTS: 'verify', SITE_NAME: 'Bakery', ALERT_EMAIL: 'anna@bakery.example' }
  expect(faults({ ALERT_EMAIL: null }, { stored })).toEqual([])
  expect(faults({ BRAND_ACCENT: 'fc0' }, { stored })).toEqual([])
  expect(faults({ ALERT_EMAIL: 'bob@bakery.example' }, { stored })).toMatchObject([{ name: 'ALERT_EMAIL' }])
})

test.each<[string, Changes, RegExp]>([
  ['two lines', { SITE_NAME: 'two\nlines' }, /^SITE_NAME must be one line of 100 characters at most$/],
  ['a NUL', { BRAND_ACCENT: 'fc0\0' }, /^BRAND_ACCENT must be a single line of text$/],
  ['half a character', { BRAND_ACCENT: '\ud800' }, /^BRAND_ACCENT must be a single line of text$/],
  ['no colour', { BRAND_ACCENT: 'crimson' }, /^BRAND_ACCENT must be a colour such as 7a1f3d$/],
  ['a long one', { SITE_URL: `https://bakery.example/${'a'.repeat(20_000)}` }, /^SITE_URL is too long$/],
  ['a file', { BRAND_LOGO: '/etc/passwd' }, /^BRAND_LOGO must be the image itself/],
  [
    'an SVG',
    { BRAND_LOGO: 'data:image/png;base64,PHN2Zz4=' },
    /^BRAND_LOGO is not a PNG, JPEG or WebP image$/,
  ],
  [
    'a large image',
    { BRAND_LOGO: `data:image/png;base64,${'iVBORw0KGgoA'.repeat(56_000)}` },
    /^BRAND_LOGO is larger/,
  ],
  ['a number out of bounds', { RETENTION_HOURS: '0' }, /^RETENTION_HOURS must be a whole number/],
  [
    'an address without TLS',
    { ALERT_WEBHOOK: 'http://hook.example/secret' },
    /^ALERT_WEBHOOK must be an https address/,
  ],
  ['a host alone', { PUBLIC_URL: 'signup.bakery.example' }, /^PUBLIC_URL must be an address/],
])('refuses %s', (_what, changes, sentence) => {
  expect(sentences(changes).join()).toMatch(sentence)
  expect(sentences(changes).join()).not.toContain('secret')
})

test('the sandbox has an application of its own, and asks for nothing', () => {
  const isSandbox = true
  expect(faults({ SITE_NAME: null, EXISTING_CONTACTS: 'verify' }, { isSandbox })).toEqual([])
  expect(faults({ CTCT_CLIENT_ID: 'mine' }, { isSandbox })).toMatchObject([{ name: 'CTCT_CLIENT_ID' }])
})

test.each([
  'http://localhost/hook',
  'https://127.0.0.1/hook',
  'https://[::1]/',
  'https://10.0.0.1/',
  'https://nas.local/',
])('a webhook on this machine or a private network is the environment’s to set: %s', (ALERT_WEBHOOK) => {
  expect(faults({ ALERT_WEBHOOK })).toMatchObject([{ name: 'ALERT_WEBHOOK' }])
  expect(sentences({ ALERT_WEBHOOK })[0]).not.toContain(ALERT_WEBHOOK)
  expect(faults({ SITE_NAME: 'Bakery' }, { environment: { ALERT_WEBHOOK } })).toEqual([])
  expect(faults({ ALERT_WEBHOOK: 'https://hooks.example.org/key' })).toEqual([])
})
