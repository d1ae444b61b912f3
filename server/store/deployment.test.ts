import { expect, it } from 'vitest'
import { createDeployment } from './deployment.ts'
import { openSqlite } from './engines/sqlite.ts'
import { migrate } from './migrations/migrate.ts'

it('notices that a copy of the database is used under another address, until that deployment makes its own connection', async () => {
  const database = await openSqlite(':memory:')
  await migrate(database)
  const shop = createDeployment(database, 'https://signup.example.org')
  const staging = createDeployment(database, 'https://staging.example.org')
  expect(await staging.isClone()).toBe(false)
  await shop.claim()
  expect(await shop.isClone()).toBe(false)
  expect(await staging.isClone()).toBe(true)
  await staging.claim()
  expect(await staging.isClone()).toBe(false)
  await database.close()
})
