import pg from 'pg'
import { expect, inject, test, vi } from 'vitest'
import { newDatabaseUrl, openTestDatabase } from '../../testing/databases.ts'
import { openPostgres } from './postgres.ts'

/** Cuts every connection of the relay, as a restart of the server would. */
async function cutConnections(url: string): Promise<void> {
  const client = new pg.Client(`${inject('postgres')}/postgres`)
  await client.connect()
  const name = new URL(url).pathname.slice(1)
  await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name])
  await client.end()
}

test('names the fault if the server or the database does not exist', async () => {
  await expect(openPostgres('postgres://relay@127.0.0.1:1/relay')).rejects.toMatchObject({
    fault: 'unreachable',
  })
  await expect(openPostgres(`${inject('postgres')}/nowhere`)).rejects.toMatchObject({ fault: 'unreachable' })
})

test.for(['verify-full', 'require'])(
  'says what to set if the server has no TLS, with sslmode=%s',
  async (mode) => {
    const warnings = vi.spyOn(process, 'emitWarning')
    const url = `${await newDatabaseUrl('postgres')}?sslmode=${mode}`
    await expect(openPostgres(url)).rejects.toThrow(/does not support SSL.+sslmode=disable/)
    expect(warnings).not.toHaveBeenCalled()
    warnings.mockRestore()
  },
)

test('survives a restart of the server: one named fault, then works as before', async () => {
  const url = await newDatabaseUrl('postgres')
  const database = await openTestDatabase(url)
  const cut = database.transaction(async (transaction) => {
    await cutConnections(url)
    await transaction.all('SELECT 1')
  })
  await expect(cut).rejects.toMatchObject({ name: 'StoreError', fault: 'unreachable' })
  expect(await database.all('SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('hears the announcements of other relays, also after its connection was lost and replaced', async () => {
  const url = await newDatabaseUrl('postgres')
  const [one, two] = [await openTestDatabase(url), await openTestDatabase(url)]
  const heard: string[] = []
  one.listen('recorded', (text) => heard.push(text))
  await two.announce('recorded', 'before')
  await expect.poll(() => heard).toEqual(['before'])
  await cutConnections(url)
  const announced = async () => {
    await two.announce('recorded', 'after')
    return heard
  }
  await expect.poll(announced, { interval: 100 }).toContain('after')
})

test('waits for the disk at every commit, whatever the server’s settings', async () => {
  const database = await openTestDatabase(await newDatabaseUrl('postgres'))
  expect(await database.all('SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }])
})
