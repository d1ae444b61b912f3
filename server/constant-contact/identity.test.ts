import { describe, expect, it } from 'vitest'
import { ENGINES, newDatabase } from '../store/test-databases.ts'
import { claimStore } from './identity.ts'

const mine = { apiUrl: 'https://api.cc.email/v3', clientId: 'mine' }
const sandbox = { apiUrl: 'http://127.0.0.1:8081/v3', clientId: 'mine' }

describe.each(ENGINES)('a store, on %s', (engine) => {
  it('belongs to the account that claimed it first, and says which that is', async () => {
    const database = await newDatabase(engine)
    expect(await claimStore(database, mine)).toEqual({ kind: 'ok' })
    expect(await claimStore(database, mine)).toEqual({ kind: 'ok' })
    expect(await claimStore(database, sandbox)).toEqual({ kind: 'other_account', ...mine })
    expect(await claimStore(database, { ...mine, clientId: 'other' })).toEqual({
      kind: 'other_account',
      ...mine,
    })
    expect(await claimStore(database, mine)).toEqual({ kind: 'ok' })
  })

  it('is claimed by one of two that start together', async () => {
    const database = await newDatabase(engine)
    const claims = await Promise.all([claimStore(database, mine), claimStore(database, sandbox)])
    expect(claims.map(({ kind }) => kind).sort()).toEqual(['ok', 'other_account'])
  })
})
