import { describe, expect, test } from 'vitest'
import { StoreError } from '../../store/database.ts'
import { migrate } from '../../store/migrations/migrate.ts'
import { ENGINES, newDatabaseUrl, openTestDatabase } from '../../testing/databases.ts'
import { MINUTE_MS } from '../../time/duration.ts'
import { createUsedProofs, forgetProofs } from './used-proofs.ts'

const NOON = Date.UTC(2026, 4, 1, 12)

describe.each(ENGINES)('%s', (engine) => {
  async function aDatabase() {
    const url = await newDatabaseUrl(engine)
    const database = await openTestDatabase(url)
    await migrate(database)
    return { url, database, used: createUsedProofs(database) }
  }

  test('accepts a proof once, at whichever relay, even at the same moment', async () => {
    const { url, used } = await aDatabase()
    const another = createUsedProofs(await openTestDatabase(url))
    const expires = NOON + 5 * MINUTE_MS
    const answers = await Promise.all([used.add('a', expires), another.add('a', expires)])
    expect(answers.toSorted()).toEqual([false, true])
    expect(await used.add('b', expires)).toBe(true)
    expect(await used.add('b', expires)).toBe(false)
    expect(await another.add('b', expires)).toBe(false)
    expect(await another.add('c', expires)).toBe(true)
  })

  test('remembers them after a restart', async () => {
    const { database, used } = await aDatabase()
    await used.add('a', NOON + MINUTE_MS)
    expect(await createUsedProofs(database).add('a', NOON + MINUTE_MS)).toBe(false)
  })

  test('forgets those that have expired by every relay’s clock, and no others', async () => {
    const { database, used } = await aDatabase()
    await used.add('old', NOON - 61 * MINUTE_MS)
    await used.add('young', NOON)
    expect(await forgetProofs(database, NOON, 100)).toBe(1)
    expect(await database.all('SELECT id FROM used_proofs')).toEqual([{ id: 'young' }])
  })

  test('uses up no proof while the database is away', async () => {
    const { database } = await aDatabase()
    const away = async () => Promise.reject(new StoreError('unreachable', 'no'))
    const used = createUsedProofs({ ...database, run: away })
    expect(await used.add('a', NOON + MINUTE_MS)).toBe(true)
    expect(await used.add('a', NOON + MINUTE_MS)).toBe(true)
  })
})
