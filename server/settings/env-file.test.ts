import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readEnvFile } from './env-file.ts'

/** A `.env` with these bytes. */
function fileOf(content: string | Uint8Array): string {
  const path = join(folder(), '.env')
  writeFileSync(path, content)
  return path
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'env-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

it.each([
  ['a byte order mark', '\ufeffCTCT_CLIENT_ID=id\nPORT=80\n'],
  ['lines that end as on Windows', 'CTCT_CLIENT_ID=id\r\nPORT=80\r\n'],
  ['both', '\ufeffCTCT_CLIENT_ID=id\r\nPORT=80'],
  ['comments, exports and quotes', '# ours\nexport CTCT_CLIENT_ID="id"\n\nPORT=80 # the port\n'],
])('reads a file with %s', (_what, content) => {
  expect(readEnvFile(fileOf(content))).toEqual({
    kind: 'variables',
    variables: { CTCT_CLIENT_ID: 'id', PORT: '80' },
  })
})

it('takes the lines of a value in quotes for no names', () => {
  const read = readEnvFile(fileOf('SITE_NAME="one\nand two"\nPORT=80\n'))
  expect(read).toMatchObject({ variables: { SITE_NAME: 'one\nand two', PORT: '80' } })
})

it.each(['BRAND_ACCENT=#7a1f3d', 'export BRAND_ACCENT = #7a1f3d # ours', 'BRAND_ACCENT="7a1f3d"'])(
  'takes a colour for no comment: %s',
  (line) => {
    const read = readEnvFile(fileOf(`PORT=80\n${line}\nHOST=#none\n`))
    expect(read).toMatchObject({ variables: { PORT: '80', BRAND_ACCENT: '7a1f3d', HOST: '' } })
  },
)

it('treats a missing file as empty', () => {
  expect(readEnvFile(join(folder(), '.env'))).toEqual({ kind: 'variables', variables: {} })
})

it.each([
  ['Windows-1252', Buffer.from('SITE_NAME=Caf\xe9\n', 'latin1')],
  ['UTF-16 with a byte order mark', Buffer.from('\ufeffCTCT_CLIENT_ID=id\n', 'utf16le')],
  ['UTF-16 without one', Buffer.from('CTCT_CLIENT_ID=id\n', 'utf16le')],
])('says that a file in %s is not UTF-8', (_what, content) => {
  const read = readEnvFile(fileOf(content))
  expect(read).toMatchObject({ kind: 'faults', faults: [expect.stringMatching(/^\.env is not UTF-8/)] })
})

it('says why a file cannot be read', () => {
  const path = join(folder(), '.env')
  mkdirSync(path)
  const read = readEnvFile(path)
  expect(read).toMatchObject({
    kind: 'faults',
    faults: [expect.stringMatching(/^\.env cannot be read.*EISDIR/)],
  })
})

it.each([
  ['a colon in place of =', 'CTCT_CLIENT_ID: secret-id\nPORT=80\n', 'PORT'],
  ['no sign at all', 'HOST=::\nCTCT_CLIENT_ID secret-id\n\n# its port\nPORT=80\n', 'PORT'],
  [
    'nothing but a word, after lines in quotes',
    'SITE_NAME="two\nlines"\r\nsecret-id\r\nexport PORT=80\r\n',
    'before PORT',
  ],
  ['a zero-width space', '\u200bPORT=80\n', 'PORT'],
  ['a space in its name', 'SECRET KEY=secret-id\n', 'SECRETKEY'],
  ['a colon in place of =, last of all', 'PORT=80\nCTCT_CLIENT_ID: secret-id\n', 'at its end'],
  ['a word alone, and nothing else', 'secret-id', 'at its end'],
  ['no name, and comments after it', '=secret-id\r\n\r\n# PORT=80\r\n', 'at its end'],
  ['no name, before others', '=secret-id\nPORT=80\n', 'before PORT'],
])('names the line with %s, and repeats no value', (_what, content, name) => {
  const read = readEnvFile(fileOf(content))
  expect(read).toMatchObject({ kind: 'faults', faults: [expect.stringContaining(name)] })
  expect(JSON.stringify(read)).not.toContain('secret-id')
})
