import { describe, expect, it } from 'vitest'
import type { Database } from '../../store/database.ts'
import { ENGINES, newDatabase } from '../../testing/databases.ts'
import { claimStore, giveStore, SANDBOX } from './identity.ts'

const mine = { apiUrl: 'https://api.cc.email/v3', clientId: 'mine' }
const moved = { ...mine, apiUrl: 'https://api.example/v4' }
const other = { ...mine, clientId: 'other' }
const sandbox = { apiUrl: SANDBOX, clientId: 'mine' }

/** As when an account has given its tokens, now or once. */
async function connect(database: Database): Promise<void> {
  await database.run(
    "UPDATE connection SET version = 1, sealed = 'tokens', refreshed_at = 1, connected_at = 1",
  )
}

describe.each(ENGINES)('a store, on %s', (engine) => {
  it('belongs to the account that was connected first, and says which that is', async () => {
    const database = await newDatabase(engine)
    expect(await claimStore(database, mine)).toEqual({ kind: 'ok' })
    await connect(database)
    expect(await claimStore(database, mine)).toEqual({ kind: 'ok' })
    expect(await claimStore(database, other)).toEqual({ kind: 'other_account', ...mine })
    expect(await claimStore(database, mine)).toEqual({ kind: 'ok' })
  })

  it('accepts a new address of the vendor', async () => {
    const database = await newDatabase(engine)
    await claimStore(database, mine)
    await connect(database)
    expect(await claimStore(database, moved)).toEqual({ kind: 'ok' })
    expect(await claimStore(database, other)).toEqual({ kind: 'other_account', ...moved })
  })

  it('never changes between a vendor and a sandbox, connected or not', async () => {
    for (const [owner, stranger] of [
      [mine, sandbox],
      [sandbox, mine],
    ] as const) {
      const database = await newDatabase(engine)
      await claimStore(database, owner)
      expect(await claimStore(database, stranger)).toEqual({ kind: 'other_account', ...owner })
      await connect(database)
      expect(await claimStore(database, stranger)).toEqual({ kind: 'other_account', ...owner })
    }
  })

  it('belongs to nobody before an account was connected, so that a mistyped id can be corrected', async () => {
    const database = await newDatabase(engine)
    await claimStore(database, { ...mine, clientId: 'mien' })
    expect(await claimStore(database, mine)).toEqual({ kind: 'ok' })
    // A seed from the environment that no call has tried yet.
    await database.run("UPDATE connection SET version = 1, sealed = 'a seed', connected_at = 1")
    expect(await claimStore(database, other)).toEqual({ kind: 'ok' })
    await connect(database)
    expect(await claimStore(database, mine)).toEqual({ kind: 'other_account', ...other })
  })

  it('still belongs to an account that was disconnected, and whatever seed is set then', async () => {
    const database = await newDatabase(engine)
    await claimStore(database, mine)
    await connect(database)
    await database.run('UPDATE connection SET version = 2, sealed = NULL')
    expect(await claimStore(database, other)).toEqual({ kind: 'other_account', ...mine })
    await database.run("UPDATE connection SET version = 3, sealed = 'a seed', refreshed_at = 0")
    expect(await claimStore(database, other)).toEqual({ kind: 'other_account', ...mine })
  })

  it('belongs to the application that connects, even if another has claimed it meanwhile', async () => {
    const database = await newDatabase(engine)
    await claimStore(database, mine)
    await claimStore(database, other)
    await giveStore(database, mine)
    await connect(database)
    expect(await claimStore(database, mine)).toEqual({ kind: 'ok' })
    expect(await claimStore(database, other)).toEqual({ kind: 'other_account', ...mine })
  })

  it('is claimed by one of two relays that start together', async () => {
    const database = await newDatabase(engine)
    const claims = await Promise.all([claimStore(database, mine), claimStore(database, sandbox)])
    expect(claims.map(({ kind }) => kind).sort()).toEqual(['ok', 'other_account'])
  })
})
