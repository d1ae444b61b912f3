import { describe, expect, test } from 'vitest'
import { ENGINES, emptyDatabaseUrl, newDatabase, openTestDatabase } from '../testing/databases.ts'
import { migrate } from './migrations/migrate.ts'
import type { Migration } from './migrations/schema.ts'

const META: Migration = {
  name: 'meta',
  statements: ['CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)'],
}

const BOOKS: Migration = {
  name: 'books',
  statements: ['CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT, stock BIGINT NOT NULL)'],
}

describe.each(ENGINES)('%s', (engine) => {
  async function library() {
    const database = await openTestDatabase(await emptyDatabaseUrl(engine))
    await migrate(database, [META, BOOKS])
    return database
  }

  test('gives back what was put in, as text and numbers', async () => {
    const database = await library()
    const big = 1_793_000_000_000
    expect(await database.run('INSERT INTO books VALUES (?, ?, ?)', 1, 'Ulysses ☘️ ?', big)).toBe(1)
    expect(await database.run('INSERT INTO books VALUES (?, ?, ?), (?, ?, ?)', 2, null, 1, 3, '', 2)).toBe(2)
    expect(await database.all('SELECT * FROM books WHERE stock = ?', big)).toEqual([
      { id: 1, title: 'Ulysses ☘️ ?', stock: big },
    ])
    expect(await database.all('SELECT COUNT(*) AS n, SUM(id) AS s FROM books')).toEqual([{ n: 3, s: 6 }])
    expect(await database.run('UPDATE books SET stock = 0 WHERE id > ?', 1)).toBe(2)
  })

  test('rolls a whole transaction back when its work fails', async () => {
    const database = await library()
    const failing = database.transaction(async (transaction) => {
      await transaction.run('INSERT INTO books VALUES (1, ?, 1)', 'lost')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await database.all('SELECT * FROM books')).toEqual([])
  })

  test('keeps statements from outside out of a transaction', async () => {
    const database = await library()
    await database.run('INSERT INTO books VALUES (1, ?, 0)', 'counted')
    const addOne = () =>
      database.transaction(async (transaction) => {
        const [row] = await transaction.all(
          `SELECT stock FROM books WHERE id = 1${engine === 'postgres' ? ' FOR UPDATE' : ''}`,
        )
        await transaction.run('UPDATE books SET stock = ? WHERE id = 1', Number(row?.['stock']) + 1)
      })
    await Promise.all(Array.from({ length: 25 }, addOne))
    expect(await database.all('SELECT stock FROM books')).toEqual([{ stock: 25 }])
  })

  test('names the fault of a row that breaks a constraint, and of invalid SQL', async () => {
    const database = await library()
    await database.run('INSERT INTO books VALUES (1, ?, 1)', 'private words')
    const twice = database.run('INSERT INTO books VALUES (1, ?, 1)', 'private words')
    await expect(twice).rejects.toMatchObject({ name: 'StoreError', fault: 'constraint' })
    await expect(twice).rejects.not.toThrow('private words')
    await expect(database.run('SELEKT 1')).rejects.toMatchObject({ fault: 'broken' })
  })

  test('has the same clock inside and outside of a transaction', async () => {
    const database = await library()
    const before = await database.now()
    const within = await database.transaction(async (transaction) => {
      const begun = await transaction.now()
      await expect.poll(() => transaction.now()).toBeGreaterThan(begun)
      return begun
    })
    expect(within).toBeGreaterThanOrEqual(before)
    expect(Math.abs(within - Date.now())).toBeLessThan(60_000)
  })

  test('announces what was committed, and nothing else', async () => {
    const database = await newDatabase(engine)
    const heard: string[] = []
    const stop = database.listen('settled', (text) => heard.push(text))
    await database.announce('settled', 'alone')
    await database.transaction((transaction) => transaction.announce('settled', 'committed'))
    const failing = database.transaction(async (transaction) => {
      await transaction.announce('settled', 'rolled back')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await database.announce('recorded', 'another topic')
    await database.announce('settled', 'last')
    await expect.poll(() => heard).toEqual(['alone', 'committed', 'last'])
    stop()
    await database.announce('settled', 'unheard')
    expect(heard).toHaveLength(3)
  })

  test('migrates once when relays start together on one database', async () => {
    const url = await emptyDatabaseUrl(engine)
    const relays = await Promise.all([openTestDatabase(url), openTestDatabase(url), openTestDatabase(url)])
    const ran = await Promise.all(relays.map((database) => migrate(database, [META, BOOKS])))
    expect(ran.flat()).toEqual(['meta', 'books'])
  })

  test('runs the missing migrations, and keeps the data', async () => {
    const database = await openTestDatabase(await emptyDatabaseUrl(engine))
    expect(await migrate(database, [META])).toEqual(['meta'])
    await database.run('INSERT INTO meta VALUES (?, ?)', 'colour', 'green')
    expect(await migrate(database, [META, BOOKS])).toEqual(['books'])
    expect(await migrate(database, [META, BOOKS])).toEqual([])
    expect(await database.all('SELECT * FROM meta')).toEqual([{ name: 'colour', value: 'green' }])
  })

  test('changes nothing when a migration fails', async () => {
    const database = await openTestDatabase(await emptyDatabaseUrl(engine))
    const bad: Migration = {
      name: 'bad',
      statements: ['CREATE TABLE half (id INTEGER)', 'CREATE junk'],
    }
    await expect(migrate(database, [META, bad])).rejects.toMatchObject({ fault: 'broken' })
    expect(await migrate(database, [META])).toEqual(['meta'])
  })

  test('refuses a database that a later version wrote', async () => {
    const database = await library()
    await expect(migrate(database, [META])).rejects.toMatchObject({
      fault: 'newer',
      message: expect.stringContaining('"books"'),
    })
  })
})

test('a migration waits for relays that are at work, and none of them fails for it', async () => {
  const url = await emptyDatabaseUrl('postgres')
  const [working, starting] = [await openTestDatabase(url), await openTestDatabase(url)]
  await migrate(working, [META, BOOKS])
  const more: Migration = {
    name: 'more',
    statements: ['ALTER TABLE meta ADD COLUMN note TEXT', 'ALTER TABLE books ADD COLUMN note TEXT'],
  }
  const waits = "SELECT 1 AS one FROM pg_locks WHERE NOT granted AND relation = 'books'::regclass"
  let migration: Promise<string[]> | undefined
  // The migration has changed `meta` and waits for `books`; the relay has changed `books` and then needs `meta`.
  await working.transaction(async (transaction) => {
    await transaction.run('INSERT INTO books VALUES (1, ?, 1)', 'Ulysses')
    migration = migrate(starting, [META, BOOKS, more])
    await expect.poll(() => working.all(waits), { timeout: 60_000, interval: 20 }).toHaveLength(1)
    await transaction.run('INSERT INTO meta (name, value) VALUES (?, ?)', 'colour', 'green')
  })
  expect(await migration).toEqual(['more'])
  expect(await working.all('SELECT title, note FROM books')).toEqual([{ title: 'Ulysses', note: null }])
})
