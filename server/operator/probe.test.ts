import { expect, test } from 'vitest'
import { ENGINES, newDatabase } from '../testing/databases.ts'
import { probeStore } from './probe.ts'

test.each(ENGINES)('%s: writes one row, however often it probes', async (engine) => {
  const database = await newDatabase(engine)
  await probeStore(database, 1)
  await probeStore(database, 2)
  expect(await database.all("SELECT value FROM meta WHERE name = 'probed_at'")).toEqual([{ value: '2' }])
})

test('rejects with the fault of a database that is gone', async () => {
  const database = await newDatabase('sqlite')
  await database.run('DROP TABLE meta')
  await expect(probeStore(database, 1)).rejects.toMatchObject({ name: 'StoreError' })
})
