import { describe, expect, test } from 'vitest'
import { ENGINES, newDatabase } from '../../testing/databases.ts'
import { environmentValues } from '../settings.ts'
import { createStoredSettings, type StoredSettings } from './stored-settings.ts'

const SECRET = 'a secret key of more than thirty-two characters'
const BY = { by: 'console' } as const

describe.each(ENGINES)('%s', (engine) => {
  async function aStore(variables: Record<string, string> = {}) {
    const database = await newDatabase(engine)
    const environment = environmentValues(variables).given
    const open = (more: { secretKeys?: string[]; isSandbox?: boolean } = {}): StoredSettings =>
      createStoredSettings({ database, secretKeys: [SECRET], environment, isSandbox: false, ...more })
    return { database, open, stored: open() }
  }

  test('keeps what is saved, and counts the saves', async () => {
    const { stored } = await aStore()
    expect(await stored.version()).toBe(0)
    expect(await stored.save({ SITE_NAME: ' Juniper & Rye ', CTCT_CLIENT_SECRET: 'swordfish' }, BY)).toEqual({
      kind: 'saved',
      version: 1,
    })
    expect(await stored.read()).toMatchObject({
      version: 1,
      values: { SITE_NAME: 'Juniper & Rye', CTCT_CLIENT_SECRET: 'swordfish' },
      unreadable: [],
    })
    await stored.save({ SITE_NAME: '', CTCT_CLIENT_SECRET: null }, BY)
    expect(await stored.read()).toMatchObject({ version: 2, values: {} })
    expect(await stored.version()).toBe(2)
  })

  test('announces each change once it is committed', async () => {
    const { database, stored } = await aStore()
    const heard: string[] = []
    database.listen('settings', (text) => heard.push(text))
    await stored.save({ SITE_NAME: 'Juniper & Rye' }, BY)
    await stored.save({ SITE_NAME: 'Juniper & Rye' }, BY)
    await stored.save({ SITE_NAME: 'Bakery' }, BY)
    await expect.poll(() => heard).toEqual(['1', '2'])
  })
})
