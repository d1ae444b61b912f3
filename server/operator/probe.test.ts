import { expect, test } from 'vitest'
import { writeMeta } from '../store/meta.ts'
import { ENGINES, newDatabase } from '../testing/databases.ts'
import { aSignUp, REQUEST } from '../testing/sign-up.ts'
import { aWorld } from '../testing/world.ts'
import { probeStore } from './probe.ts'

test.each(ENGINES)('%s: writes one row, however often it probes', async (engine) => {
  const database = await newDatabase(engine)
  await probeStore(database, 1)
  await probeStore(database, 2)
  expect(await database.all('SELECT id FROM signups UNION ALL SELECT signup FROM consents')).toEqual([])
  expect(await database.all("SELECT value FROM meta WHERE name = 'probed_at'")).toEqual([{ value: '2' }])
})

test('notices a disk with room for a fact but not for a sign-up', async () => {
  const world = await aWorld('sqlite')
  await world.database.all('PRAGMA max_page_count = 40')
  let kind = ''
  for (let n = 0; kind !== 'store_failed' && n < 300; n += 1) {
    const signUp = aSignUp({ email_address: `${n}@example.org`, job_title: 'x'.repeat(50) })
    kind = (await world.outbox.record(signUp, REQUEST)).kind
  }
  await writeMeta(world.database, 'probed_at', '1')
  await expect(probeStore(world.database, 2)).rejects.toMatchObject({ fault: 'full' })
  await world.database.all('PRAGMA max_page_count = 4000')
  await probeStore(world.database, 3)
})

test('rejects with the fault of a database that is gone', async () => {
  const database = await newDatabase('sqlite')
  await database.run('DROP TABLE meta')
  await expect(probeStore(database, 1)).rejects.toMatchObject({ name: 'StoreError' })
})
