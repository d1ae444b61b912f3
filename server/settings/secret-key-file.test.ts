import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeSecretKeyFile, readSecretKeyFile, secretKeyPath } from './secret-key-file.ts'

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'relay-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const pathIn = (folder: string) => secretKeyPath(join(folder, 'relay.db'))

test('makes a key of 256 bits beside the database that only the relay’s user may read', async () => {
  const folder = aFolder()
  const path = pathIn(folder)
  await makeSecretKeyFile(path)
  expect(readdirSync(folder)).toEqual(['secret.key'])
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readFileSync(path, 'utf8')).toMatch(/^[\da-f]{64}\n$/)
  expect(readSecretKeyFile(path)).toEqual({ kind: 'keys', keys: [readFileSync(path, 'utf8').trim()] })
})

test('never replaces a key: of several that are made at once there is one, whole', async () => {
  const folder = aFolder()
  const path = pathIn(folder)
  await Promise.all([1, 2, 3, 4].map(() => makeSecretKeyFile(path)))
  const made = readFileSync(path, 'utf8')
  await makeSecretKeyFile(path)
  expect(readFileSync(path, 'utf8')).toBe(made)
  expect(readdirSync(folder)).toEqual(['secret.key'])
})

test('leaves nothing behind where it cannot write', async () => {
  const path = pathIn(join(aFolder(), 'missing'))
  await expect(makeSecretKeyFile(path)).rejects.toMatchObject({ code: 'ENOENT' })
  expect(readSecretKeyFile(path)).toEqual({ kind: 'missing' })
})

test('reads an old key beside the new one, as SECRET_KEY does', () => {
  const path = pathIn(aFolder())
  writeFileSync(path, `${'n'.repeat(32)},${'o'.repeat(32)}\r\n`, { mode: 0o600 })
  expect(readSecretKeyFile(path)).toEqual({ kind: 'keys', keys: ['n'.repeat(32), 'o'.repeat(32)] })
})

test.each([
  ['is empty', (path: string) => writeFileSync(path, '\n', { mode: 0o600 }), /is empty: restore it/],
  [
    'is too short',
    (path: string) => writeFileSync(path, 'swordfish', { mode: 0o600 }),
    /is too short: restore it/,
  ],
  ['is not text', (path: string) => writeFileSync(path, Buffer.alloc(64), { mode: 0o600 }), /holds no key/],
  ['is a folder', (path: string) => mkdirSync(path), /is a folder: restore the file/],
  [
    'may be read by others',
    (path: string) => {
      writeFileSync(path, 'k'.repeat(64))
      chmodSync(path, 0o640)
    },
    /others may read: run chmod 600 \/.+secret\.key$/,
  ],
])('says what to do about a key file that %s, and repeats nothing of it', (_what, make, sentence) => {
  const path = pathIn(aFolder())
  make(path)
  const found = readSecretKeyFile(path)
  expect(found).toEqual({ kind: 'fault', sentence: expect.stringMatching(sentence) })
  expect(JSON.stringify(found)).toContain(`SECRET_KEY is in ${path}`)
  expect(JSON.stringify(found)).not.toMatch(/swordfish|kkkk/)
})

test('says so where the relay may not read it, which root always may', () => {
  const path = pathIn(aFolder())
  writeFileSync(path, 'k'.repeat(64), { mode: 0o000 })
  const expected =
    process.getuid?.() === 0
      ? { kind: 'keys' }
      : {
          sentence: expect.stringMatching(
            /which the relay may not read: let the relay’s user \(\d+\) own it$/,
          ),
        }
  expect(readSecretKeyFile(path)).toMatchObject(expected)
})
