import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { readEnvFile } from './env-file.ts'
import { init } from './init.ts'
import { readSettings } from './settings.ts'

const LIST = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'

/** Runs `init` in an empty folder; the person types each answer when they are asked for it, and then hangs up. */
async function run(answers: string[], { isTTY = true, content }: { isTTY?: boolean; content?: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'init-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, '.env')
  if (content !== undefined) writeFileSync(path, content)
  const [input, out, err] = [
    Object.assign(new PassThrough(), { isTTY }),
    new PassThrough(),
    new PassThrough(),
  ]
  const [said, complained]: string[][] = [[], []]
  out.on('data', (text) => {
    said?.push(String(text))
    if (!String(text).endsWith('> ')) return
    const answer = answers.shift()
    if (answer === undefined) input.end()
    else input.write(`${answer}\n`)
  })
  err.on('data', (text) => complained?.push(String(text)))
  const code = await init(path, { input, out, err })
  return { code, path, said: said?.join('') ?? '', complained: complained?.join('') ?? '' }
}

it('writes what a relay starts with, for nobody else to read', async () => {
  const { code, path, said } = await run([
    ...['https://signup.example.org', '', 'postgres://relay:p%23@db/relay', 'https://www.example.org'],
    ...['an-application', 'a-secret', LIST, 'complete'],
  ])
  expect(code).toBe(0)
  expect(said).toMatch(/Wrote .*\.env.* To start: npm run relay\n$/)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const file = readEnvFile(path)
  expect(readSettings(file.kind === 'variables' ? file.variables : {}, { sandbox: false })).toMatchObject({
    kind: 'settings',
    settings: {
      PUBLIC_URL: 'https://signup.example.org',
      DATABASE_URL: 'postgres://relay:p%23@db/relay',
      SECRET_KEY: [expect.stringMatching(/^[\da-f]{64}$/)],
      CTCT_CLIENT_SECRET: 'a-secret',
      ALLOWED_LISTS: [LIST],
    },
  })
})

it('asks again for what is required or wrong, and does without what is not known yet', async () => {
  const { code, path, said } = await run([
    ...[
      'signup.example.org',
      'https://signup.example.org ',
      'eighty',
      '9000',
      '',
      '',
      'https://www.example.org',
    ],
    ...['an"application', 'an-application', '', '', 'overwrite', 'update'],
  ])
  expect(code).toBe(0)
  for (const sentence of [
    'PUBLIC_URL must be',
    'PORT must be a whole number',
    'ALLOWED_ORIGINS is required',
    'CTCT_CLIENT_ID may not have any of #',
    'EXISTING_CONTACTS says what',
  ])
    expect(said).toContain(`${sentence}`)
  expect(readFileSync(path, 'utf8')).toMatch(
    /^SECRET_KEY=\w+\nPUBLIC_URL=https:\/\/signup\.example\.org\nPORT=9000\nALLOWED_ORIGINS=.*\nCTCT_CLIENT_ID=.*\nALLOWED_LISTS=0.*\nEXISTING_CONTACTS=update\n$/,
  )
})

it('never overwrites a file', async () => {
  const { code, path, said, complained } = await run([], { content: 'SECRET_KEY=ours' })
  expect(code).toBe(1)
  expect(said).toBe('')
  expect(complained).toMatch(
    /\.env is there already, and is never overwritten: edit it, or move it away\.\n$/,
  )
  expect(readFileSync(path, 'utf8')).toBe('SECRET_KEY=ours')
})

it('writes nothing where nobody can answer', async () => {
  const { code, path, complained } = await run([], { isTTY: false })
  expect(code).toBe(1)
  expect(complained).toMatch(/^init asks questions, so it needs a terminal: write .*\.env yourself\.\n$/)
  expect(existsSync(path)).toBe(false)
})

it('writes nothing if the terminal closes', async () => {
  const { code, path, complained } = await run(['https://signup.example.org'])
  expect(code).toBe(1)
  expect(complained).toBe('\nNothing was written.\n')
  expect(existsSync(path)).toBe(false)
})

it('says at once that it may not write', async () => {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const input = Object.assign(new PassThrough(), { isTTY: true })
  expect(await init('/proc/none/.env', { input, out, err })).toBe(1)
  expect(String(err.read())).toMatch(
    /^\/proc\/none\/\.env cannot be written: let the relay’s user.* write this folder/,
  )
})
