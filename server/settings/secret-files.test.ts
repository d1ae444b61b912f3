import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readSecretFiles, SECRET_FILES } from './secret-files.ts'
import { readSettings } from './settings.ts'
import { misspelledSettings } from './unknown-variables.ts'

const KEY = 'k7'.repeat(16)

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'secret-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

function fileOf(content: string | Uint8Array): string {
  const path = join(folder(), 'secret')
  writeFileSync(path, content)
  return path
}

/** The only fault of this file, as the relay says it at start. */
function faultOf(path: string, more: Record<string, string> = {}): string {
  const reading = readSettings({ SECRET_KEY_FILE: path, ...more }, { sandbox: true })
  if (reading.kind !== 'faults') throw new Error('The file has no fault.')
  expect(reading.faults).toHaveLength(1)
  expect(reading.faults.join()).not.toContain(KEY)
  return reading.faults.join()
}

it('takes every secret of the table from a file, and nothing else', () => {
  expect(SECRET_FILES).toEqual([
    ...['CTCT_CLIENT_SECRET_FILE', 'CTCT_REFRESH_TOKEN_FILE', 'SECRET_KEY_FILE', 'API_KEYS_FILE'],
    ...[
      'CAPTCHA_SECRET_FILE',
      'DATABASE_URL_FILE',
      'SMTP_URL_FILE',
      'ALERT_WEBHOOK_FILE',
      'METRICS_TOKEN_FILE',
    ],
  ])
  for (const name of SECRET_FILES) {
    const { values } = readSecretFiles({ [name]: fileOf(`${name}!`) })
    expect(values).toEqual({ [name.replace('_FILE', '')]: `${name}!` })
  }
})

it.each([
  ['nothing', ''],
  ['a line end', '\n'],
  ['a line end of Windows', '\r\n'],
  ['several line ends', '\n\n'],
])('takes the secret without %s after it', (_what, end) => {
  const reading = readSettings({ SECRET_KEY_FILE: fileOf(KEY + end) }, { sandbox: true })
  expect(reading).toMatchObject({ kind: 'settings', settings: { SECRET_KEY: [KEY] } })
})

it('takes it without a byte order mark', () => {
  expect(readSecretFiles({ SECRET_KEY_FILE: fileOf(`\ufeff${KEY}`) }).values).toEqual({ SECRET_KEY: KEY })
})

it('refuses a setting that is given in both forms', () => {
  expect(faultOf(fileOf(KEY), { SECRET_KEY: KEY })).toBe(
    'SECRET_KEY and SECRET_KEY_FILE are both set: remove one of them',
  )
})

it('treats an empty variable as not set, in either form', () => {
  expect(readSecretFiles({ SECRET_KEY_FILE: '', SECRET_KEY: KEY })).toEqual({ values: {}, faults: [] })
  expect(readSecretFiles({ SECRET_KEY_FILE: fileOf(KEY), SECRET_KEY: ' ' }).values).toEqual({
    SECRET_KEY: KEY,
  })
})

it.each([
  ['is missing', () => join(folder(), 'none'), /which does not exist: create it/],
  ['is below a file', () => join(fileOf(KEY), 'none'), /which does not exist: create it/],
  ['is a folder', () => folder(), /which is a folder: name the file/],
  ['is empty', () => fileOf(''), /which is empty: write the secret into it/],
  ['has only a line end', () => fileOf(' \r\n'), /which is empty: write the secret into it/],
  ['has several lines', () => fileOf(`${KEY}\n${KEY}\n`), /which has several lines: /],
  ['is UTF-16', () => fileOf(Buffer.from(`\ufeff${KEY}`, 'utf16le')), /which is not UTF-8: save it/],
])('says what to do if the file %s', (_what, path, sentence) => {
  expect(faultOf(path())).toMatch(/^SECRET_KEY_FILE names \//)
  expect(faultOf(path())).toMatch(sentence)
})

it('says who must be allowed to read the file, which root always is', () => {
  const path = join(folder(), 'closed')
  mkdirSync(path)
  writeFileSync(join(path, 'secret'), KEY)
  chmodSync(path, 0)
  const { faults } = readSecretFiles({ SECRET_KEY_FILE: join(path, 'secret') })
  const isRoot = process.getuid?.() === 0
  expect(faults.map(({ sentence }) => sentence).join()).toMatch(
    isRoot ? /^$/ : /which the relay may not read: let the relay’s user \(\d+\) read it/,
  )
})

it('names what is wrong with the secret by its setting', () => {
  expect(faultOf(fileOf('short\n'))).toBe('SECRET_KEY must have 32 characters or more')
})

it('names the other faults too, and does not call the setting missing', () => {
  const reading = readSettings(
    { SECRET_KEY_FILE: '/none', CTCT_CLIENT_ID: 'an-application' },
    { sandbox: false },
  )
  const names = reading.kind === 'faults' && reading.faults.map((fault) => fault.split(' ')[0])
  expect(names).toEqual(['SECRET_KEY_FILE', 'ALLOWED_ORIGINS', 'ALLOWED_LISTS', 'EXISTING_CONTACTS'])
})

it('reads no other setting from a file, and does not start the sandbox for want of one', () => {
  const reading = readSettings({ CTCT_CLIENT_ID_FILE: fileOf('an-application') }, { sandbox: true })
  expect(reading).toEqual({
    kind: 'faults',
    faults: ['CTCT_CLIENT_ID_FILE is not read, because only secrets are read from files: set CTCT_CLIENT_ID'],
  })
})

it('leaves HOST_FILE and PORT_FILE to other programs', () => {
  expect(readSecretFiles({ HOST_FILE: '/none', PORT_FILE: '/none' }).faults).toEqual([])
})

it('knows a misspelled one', () => {
  expect(misspelledSettings({ SECRET_KEY_FIEL: '/run/secrets/key' })).toEqual([
    { given: 'SECRET_KEY_FIEL', meant: 'SECRET_KEY_FILE' },
  ])
  expect(misspelledSettings({ SECRET_KEY_FILE: '/run/secrets/key' })).toEqual([])
})
