import { chown, writeFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newTestDatabase, startTestPostgres } from '../../../server/testing/postgres.ts'
import { type Afterwards, openAccountFor } from '../../faults/account.ts'
import { createRelayProcess } from '../../faults/relay-process.ts'
import { type Certificates, makeCertificates } from './certificates.ts'
import { temporaryFolder } from './program.ts'

const NOBODY = 65_534
const undo: (() => Promise<void> | void)[] = []
const afterwards: Afterwards = (step) => void undo.unshift(step)
let server: string
let ours: Certificates
let strange: Certificates

beforeAll(async () => {
  const postgres = await startTestPostgres({ durable: false })
  afterwards(postgres.stop)
  server = postgres.url
  ours = await makeCertificates(await temporaryFolder('postgres-tls-', afterwards), ['IP:127.0.0.1'])
  strange = await makeCertificates(await temporaryFolder('postgres-tls-', afterwards), ['IP:127.0.0.1'])
  if (process.getuid?.() === 0) await chown(ours.key, NOBODY, NOBODY)
})
afterAll(async () => {
  for (const step of undo) await step()
})

async function administer(...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(`${server}/postgres`)
  await client.connect()
  let rows: Record<string, unknown>[] = []
  for (const statement of statements) rows = (await client.query(statement)).rows
  await client.end()
  return rows
}

async function turnTls(state: 'on' | 'off'): Promise<void> {
  await administer(
    `ALTER SYSTEM SET ssl_cert_file = '${ours.certificate}'`,
    `ALTER SYSTEM SET ssl_key_file = '${ours.key}'`,
    `ALTER SYSTEM SET ssl = ${state}`,
    'SELECT pg_reload_conf()',
  )
  await expect
    .poll(async () => (await administer('SHOW ssl'))[0], { timeout: 60_000 })
    .toEqual({ ssl: state })
}

/** A relay on a new database, whose address has these parameters. */
async function relayWith(parameters: string, onTestFinished: Afterwards, more: Record<string, string> = {}) {
  const url = `${await newTestDatabase(server)}?${parameters}`
  const { environment } = await openAccountFor(url, onTestFinished)
  const relay = await createRelayProcess({ ...environment, ...more })
  onTestFinished(relay.kill)
  return relay
}

for (const parameters of [
  'sslmode=verify-full&sslrootcert=OURS',
  'sslmode=require&sslrootcert=OURS',
  'sslmode=require&channel_binding=require',
  'sslrootcert=system',
])
  test(`every connection is encrypted and verified with ${parameters}`, async ({ onTestFinished }) => {
    await turnTls('on')
    const authority: Record<string, string> = parameters.includes('OURS')
      ? {}
      : { NODE_EXTRA_CA_CERTS: ours.caFile }
    const relay = await relayWith(parameters.replace('OURS', ours.caFile), onTestFinished, authority)
    await relay.start()
    expect((await fetch(`${relay.url}/health/ready`)).status).toBe(200)
    const connections = await administer(
      "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name LIKE 'signup-widget%'",
    )
    expect(connections).toEqual([{ ssl: true }])
    expect(relay.log()).not.toMatch(/warning/i)
  })

test.for([
  ['sslmode=verify-full', /sslrootcert=/],
  ['sslmode=require', /sslrootcert=/],
  ['sslmode=verify-full&sslrootcert=STRANGE', /sslrootcert=/],
  ['sslmode=verify-full&sslrootcert=/no/such/file.pem', /\/no\/such\/file\.pem/],
] as const)('%s is refused with a sentence', async ([parameters, sentence], { onTestFinished }) => {
  await turnTls('on')
  const relay = await relayWith(parameters.replace('STRANGE', strange.caFile), onTestFinished)
  await expect(relay.start()).rejects.toThrow(sentence)
})

test('a name that the certificate does not have is refused with a sentence', async ({ onTestFinished }) => {
  await turnTls('on')
  const url = (await newTestDatabase(server)).replace('127.0.0.1', 'localhost')
  const { environment } = await openAccountFor(
    `${url}?sslmode=verify-full&sslrootcert=${ours.caFile}`,
    onTestFinished,
  )
  const relay = await createRelayProcess(environment)
  onTestFinished(relay.kill)
  await expect(relay.start()).rejects.toThrow(/as its certificate does/)
})

test('a server without TLS is refused with a sentence', async ({ onTestFinished }) => {
  await turnTls('off')
  const relay = await relayWith('sslmode=verify-full', onTestFinished)
  await expect(relay.start()).rejects.toThrow(/sslmode=disable/)
})

test('a server that requires TLS is named with what to add', async ({ onTestFinished }) => {
  await turnTls('on')
  const [{ hba_file: file } = {}] = await administer('SHOW hba_file')
  const rules = (kind: string) => `${kind} all all 127.0.0.1/32 trust\n`
  const relay = await relayWith('', onTestFinished)
  await writeFile(String(file), rules('hostssl'))
  await administer('SELECT pg_reload_conf()')
  onTestFinished(() => writeFile(String(file), rules('host')))
  await expect(relay.start()).rejects.toThrow(/sslmode=verify-full/)
})
