import { describe, expect, test } from 'vitest'
import { createGrants } from '../../constant-contact/oauth/grants.ts'
import { claimStore, SANDBOX } from '../../constant-contact/oauth/identity.ts'
import { createDeployment } from '../../store/deployment.ts'
import { createSeal } from '../../store/sealed.ts'
import { ENGINES, newDatabase } from '../../testing/databases.ts'
import { HOUR_MS } from '../../time/duration.ts'
import { environmentValues } from '../settings.ts'
import { createStoredSettings } from './stored-settings.ts'

const SECRET = 'a secret key of more than thirty-two characters'
const API = 'https://api.cc.email/v3'
const TOKENS = { accessToken: 'a', refreshToken: 'r', expiresAt: 1, refreshedAt: 1 }
const BY = { by: 'console' } as const

describe.each(ENGINES)('%s', (engine) => {
  /** A relay that the owner has set up in the console, and connected as the application `first`. */
  async function aConnectedRelay(variables: Record<string, string> = {}) {
    const database = await newDatabase(engine)
    const environment = environmentValues(variables).given
    const stored = createStoredSettings({ database, secretKeys: [SECRET], environment, isSandbox: false })
    const grants = createGrants(database, createSeal([SECRET], 'grant'), () => 1)
    await stored.save({ CTCT_CLIENT_ID: 'first', PUBLIC_URL: 'https://one.example' }, BY)
    await claimStore(database, { apiUrl: API, clientId: 'first' })
    await grants.begin(0, TOKENS, '')
    await createDeployment(database, 'https://one.example').claim()
    const claim = async (clientId: string) => (await claimStore(database, { apiUrl: API, clientId })).kind
    return { database, stored, grants, claim }
  }

  test('another application gets the store without the connection', async () => {
    const { database, stored, grants, claim } = await aConnectedRelay()
    const { version } = await grants.read()
    expect(await claim('second')).toBe('other_account')
    expect(await stored.save({ CTCT_CLIENT_ID: 'second' }, BY)).toMatchObject({ disconnected: true })
    expect(await claim('second')).toBe('ok')
    expect(await grants.read()).toMatchObject({ kind: 'none' })
    expect(await createDeployment(database, 'https://two.example').isClone()).toBe(false)
    // A refresh that was on its way as the first application.
    expect(await grants.replace(version, TOKENS, false)).toBe(false)
    expect(await grants.read()).toMatchObject({ kind: 'none' })
    expect(await claim('first')).toBe('other_account')
  })

  test('the refresh token of the environment, which is of the old application, is not taken again', async () => {
    const { stored, grants } = await aConnectedRelay({ CTCT_REFRESH_TOKEN: 'of-the-first' })
    await stored.save({ CTCT_CLIENT_ID: 'second' }, BY)
    expect((await grants.read()).seed).not.toBe('')
  })

  test.each([
    ['another secret', { CTCT_CLIENT_SECRET: 'another' }],
    ['the same application again', { CTCT_CLIENT_ID: ' first ', SITE_NAME: 'Bakery' }],
  ])('%s keeps the connection', async (_what, changes) => {
    const { stored, grants } = await aConnectedRelay()
    expect(await stored.save(changes, BY)).toMatchObject({ kind: 'saved', disconnected: false })
    expect(await grants.read()).toMatchObject({ kind: 'active' })
  })

  test('nothing is disconnected when another value of the same save is wrong', async () => {
    const { stored, grants, claim } = await aConnectedRelay()
    expect(await stored.save({ CTCT_CLIENT_ID: 'second', RETENTION_HOURS: 'x' }, BY)).toMatchObject({
      kind: 'faults',
    })
    expect(await grants.read()).toMatchObject({ kind: 'active' })
    expect(await claim('first')).toBe('ok')
  })

  test('an application for a store that was connected with another by the environment', async () => {
    const { database, grants, claim } = await aConnectedRelay()
    await database.run('DELETE FROM owner_settings')
    const stored = createStoredSettings({ database, secretKeys: [SECRET], environment: {}, isSandbox: false })
    expect(await stored.save({ CTCT_CLIENT_ID: 'first' }, BY)).toMatchObject({ disconnected: false })
    expect(await grants.read()).toMatchObject({ kind: 'active' })
    await stored.save({ CTCT_CLIENT_ID: null }, BY)
    expect(await stored.save({ CTCT_CLIENT_ID: 'second' }, BY)).toMatchObject({ disconnected: true })
    expect(await claim('second')).toBe('ok')
  })

  test('a relay under a new address is no copy, nor is one that has not heard of it yet', async () => {
    const { database, stored } = await aConnectedRelay()
    const isClone = (address: string) => createDeployment(database, address).isClone()
    await stored.save({ PUBLIC_URL: 'https://two.example/' }, BY)
    expect(await isClone('https://two.example')).toBe(false)
    expect(await isClone('https://one.example')).toBe(false)
    expect(await isClone('https://copy.example')).toBe(true)
    const longAgo = `${(await database.now()) - HOUR_MS} https://one.example`
    await database.run("UPDATE meta SET value = ? WHERE name = 'connected_by_before'", longAgo)
    expect(await isClone('https://one.example')).toBe(true)
    await stored.save({ PUBLIC_URL: null }, BY)
    expect(await isClone('http://localhost:8080')).toBe(false)
    await stored.save({ SITE_NAME: 'Bakery' }, BY)
    expect(await isClone('https://two.example')).toBe(false)
  })

  test('a store of the sandbox is given to no application', async () => {
    const database = await newDatabase(engine)
    await claimStore(database, { apiUrl: SANDBOX, clientId: 'sandbox-application' })
    const stored = createStoredSettings({ database, secretKeys: [SECRET], environment: {}, isSandbox: false })
    expect(await stored.save({ CTCT_CLIENT_ID: 'mine' }, BY)).toMatchObject({
      kind: 'faults',
      faults: [{ name: 'CTCT_CLIENT_ID', sentence: expect.stringMatching(/DATABASE_URL$/) }],
    })
  })
})
