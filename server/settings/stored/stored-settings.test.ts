import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ENGINES, newDatabase } from '../../testing/databases.ts'
import { environmentValues, readSettings } from '../settings.ts'
import { createStoredSettings, type StoredSettings } from './stored-settings.ts'

const SECRET = 'a secret key of more than thirty-two characters'
const NEW_SECRET = 'another secret key of more than thirty-two characters'
const BY = { by: 'console' } as const
const SET_UP = {
  CTCT_CLIENT_ID: 'an-application',
  ALLOWED_ORIGINS: 'https://www.bakery.example',
  ALLOWED_LISTS: 'd13d60d0-f256-11e8-b47d-fa163e56c9b0',
  EXISTING_CONTACTS: 'update',
}

describe.each(ENGINES)('%s', (engine) => {
  async function aStore(variables: Record<string, string> = {}) {
    const database = await newDatabase(engine)
    const environment = environmentValues(variables).given
    const open = (secretKeys = [SECRET]): StoredSettings =>
      createStoredSettings({ database, secretKeys, environment, isSandbox: false })
    return { database, open, stored: open() }
  }

  test('keeps what is saved, and counts the saves', async () => {
    const { stored } = await aStore()
    expect(await stored.version()).toBe(0)
    expect(await stored.save({ SITE_NAME: ' Juniper & Rye ', CTCT_CLIENT_SECRET: 'swordfish' }, BY)).toEqual({
      kind: 'saved',
      version: 1,
      disconnected: false,
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

  test('of two who save at once, the second is told', async () => {
    const { open } = await aStore()
    const saved = await Promise.all(
      ['One', 'Two'].map((name) => open().save({ SITE_NAME: name }, { ...BY, version: 0 })),
    )
    expect(saved.map(({ kind }) => kind).sort()).toEqual(['saved', 'stale'])
    const { version, values } = await open().read()
    expect(version).toBe(1)
    expect(values.SITE_NAME).toBe(saved[0]?.kind === 'saved' ? 'One' : 'Two')
    expect(await open().save({ SITE_NAME: 'Three' }, { ...BY, version: 1 })).toMatchObject({ kind: 'saved' })
  })

  test('saves nothing if one of several values is wrong', async () => {
    const { stored } = await aStore()
    const saved = await stored.save({ SITE_NAME: 'Bakery', ALLOWED_ORIGINS: 'www.bakery.example' }, BY)
    expect(saved).toEqual({
      kind: 'faults',
      faults: [
        {
          name: 'ALLOWED_ORIGINS',
          sentence: expect.stringMatching(/^ALLOWED_ORIGINS has .*: write https:\/\/www\.bakery\.example$/),
        },
      ],
    })
    expect(await stored.read()).toMatchObject({ version: 0, values: {} })
    expect(await stored.history({ most: 9 })).toEqual([])
  })

  test('reads back whatever may be saved', async () => {
    const { stored } = await aStore()
    const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 100 })
    const secrets = fc.stringMatching(/^[\x21-\x7e]{1,200}$/)
    await fc.assert(
      fc.asyncProperty(texts, secrets, async (SITE_NAME, CTCT_CLIENT_SECRET) => {
        const before = await stored.read()
        const saved = await stored.save({ SITE_NAME, CTCT_CLIENT_SECRET }, BY)
        const { version, values } = await stored.read()
        if (saved.kind === 'faults') {
          expect({ version, values }).toEqual({ version: before.version, values: before.values })
          return
        }
        expect(version).toBe(saved.version)
        expect(values).toEqual({
          CTCT_CLIENT_SECRET,
          ...(SITE_NAME.trim() !== '' && { SITE_NAME: SITE_NAME.trim() }),
        })
        expect(readSettings({}, { sandbox: true, stored: values })).toMatchObject({ kind: 'settings' })
      }),
      { numRuns: 25 },
    )
  })

  describe('secrets', () => {
    test('are in no column as text, and are neither shown, exported nor in the history', async () => {
      const { database, stored } = await aStore()
      await stored.save({ CTCT_CLIENT_SECRET: 'swordfish', SITE_NAME: 'Bakery' }, BY)
      await stored.save({ CTCT_CLIENT_SECRET: 'swordfish-2' }, BY)
      await stored.save({ CTCT_CLIENT_SECRET: null }, BY)
      await stored.save({ CTCT_CLIENT_SECRET: 'swordfish-3' }, BY)
      const rows = await database.all('SELECT * FROM owner_settings')
      const history = await stored.history({ most: 9 })
      const seen = [rows, await stored.show(), await stored.export(), history]
      expect(JSON.stringify(seen)).not.toContain('swordfish')
      expect(history).toHaveLength(5)
      expect(history.map(({ name, isSet, from, to }) => [name, isSet, from, to])).toContainEqual([
        ...['CTCT_CLIENT_SECRET', false, undefined, undefined],
      ])
      expect((await stored.show()).settings).toContainEqual(
        expect.objectContaining({ name: 'CTCT_CLIENT_SECRET', source: 'console', isSet: true }),
      )
      expect(await stored.export()).toEqual({
        settings: { SITE_NAME: 'Bakery' },
        missing: ['CTCT_CLIENT_SECRET'],
      })
    })

    test('are sealed with the new key as soon as it is there', async () => {
      const { open } = await aStore()
      await open().save({ CTCT_CLIENT_SECRET: 'swordfish' }, BY)
      await open([NEW_SECRET, SECRET]).read()
      expect(await open([NEW_SECRET]).read()).toMatchObject({
        version: 1,
        values: { CTCT_CLIENT_SECRET: 'swordfish' },
        unreadable: [],
      })
    })

    test('that no key opens count as not set, and can be replaced or removed', async () => {
      const { open } = await aStore()
      await open().save({ CTCT_CLIENT_SECRET: 'swordfish', ALERT_WEBHOOK: 'https://hook.example/1' }, BY)
      const changed = open([NEW_SECRET])
      expect(await changed.read()).toMatchObject({
        values: {},
        unreadable: expect.arrayContaining(['CTCT_CLIENT_SECRET', 'ALERT_WEBHOOK']),
      })
      expect((await changed.show()).settings).toContainEqual(
        expect.objectContaining({ name: 'ALERT_WEBHOOK', isSet: false, isUnreadable: true }),
      )
      await changed.save({ CTCT_CLIENT_SECRET: 'swordfish', ALERT_WEBHOOK: null }, BY)
      expect(await changed.read()).toMatchObject({
        values: { CTCT_CLIENT_SECRET: 'swordfish' },
        unreadable: [],
      })
    })

    test('moved to another name by hand do not open there', async () => {
      const { database, stored } = await aStore()
      await stored.save({ CTCT_CLIENT_SECRET: 'https://swordfish.example' }, BY)
      await database.run("UPDATE owner_settings SET name = 'ALERT_WEBHOOK'")
      expect(await stored.read()).toMatchObject({ values: {}, unreadable: ['ALERT_WEBHOOK'] })
    })
  })

  test('the history says what was changed, when and how, newest first and page by page', async () => {
    const { database, stored } = await aStore()
    await stored.save({ SITE_NAME: 'Bakery' }, BY)
    await stored.save({ SITE_NAME: 'Juniper & Rye', BRAND_ACCENT: '7a1f3d' }, { by: 'import' })
    await stored.save({ SITE_NAME: null }, { by: 'command' })
    const all = await stored.history({ most: 9 })
    expect(all.map(({ name, by, from, to, isSet }) => [name, by, from, to, isSet])).toEqual([
      ['SITE_NAME', 'command', 'Juniper & Rye', undefined, false],
      ['BRAND_ACCENT', 'import', undefined, '7a1f3d', true],
      ['SITE_NAME', 'import', 'Bakery', 'Juniper & Rye', true],
      ['SITE_NAME', 'console', undefined, 'Bakery', true],
    ])
    const [first, second] = all
    expect(await stored.history({ most: 1 })).toEqual([first])
    expect(await stored.history({ most: 1, before: first?.id ?? 0 })).toEqual([second])
    expect(Math.abs((first?.at ?? 0) - (await database.now()))).toBeLessThan(600_000)
  })

  test('the history keeps of a logo its kind and size', async () => {
    const { stored } = await aStore()
    const logo = `data:image/png;base64,${Buffer.from('\x89PNG\r\n\x1a\n'.padEnd(2000), 'latin1').toString('base64')}`
    await stored.save({ BRAND_LOGO: logo }, BY)
    expect((await stored.read()).values.BRAND_LOGO).toBe(logo)
    expect(await stored.history({ most: 1 })).toMatchObject([{ to: 'image/png, 3 kB' }])
  })

  test('a file that somebody has written into the database as the logo is not read', async () => {
    const { database, stored } = await aStore()
    await database.run("INSERT INTO owner_settings VALUES ('BRAND_LOGO', '/etc/passwd', 1)")
    const reading = readSettings({}, { sandbox: true, stored: (await stored.read()).values })
    expect(reading).toMatchObject({ kind: 'settings', settings: { fromStore: [] } })
    expect(reading).not.toHaveProperty('settings.BRAND_LOGO')
  })

  test('the history is bounded', async () => {
    const { database, stored } = await aStore()
    await stored.save({ SITE_NAME: 'Bakery' }, BY)
    await database.run('UPDATE owner_settings_history SET id = 5000')
    await stored.save({ SITE_NAME: null }, BY)
    await database.run('UPDATE owner_settings_history SET id = id + 999 WHERE id = 5001')
    await stored.save({ SITE_NAME: 'Bakery' }, BY)
    expect((await stored.history({ most: 9 })).map(({ id }) => id)).toEqual([6001, 6000])
  })

  test('the environment wins, and what it sets cannot be changed here', async () => {
    const { stored } = await aStore({ SITE_NAME: 'Of the environment' })
    expect(await stored.save({ SITE_NAME: 'Mine', BRAND_ACCENT: 'fc0' }, BY)).toEqual({
      kind: 'faults',
      faults: [
        {
          name: 'SITE_NAME',
          sentence: 'SITE_NAME is set in the environment, which wins: change it there',
        },
      ],
    })
    expect((await stored.show()).settings).toContainEqual(
      expect.objectContaining({ name: 'SITE_NAME', source: 'environment', value: 'Of the environment' }),
    )
  })

  test('a set-up in steps, after which nothing required can be removed', async () => {
    const { stored } = await aStore({ SECRET_KEY: SECRET })
    for (const [name, value] of Object.entries(SET_UP))
      expect(await stored.save({ [name]: value }, BY)).toMatchObject({ kind: 'saved' })
    const { values } = await stored.read()
    expect(readSettings({ SECRET_KEY: SECRET }, { sandbox: false, stored: values })).toMatchObject({
      kind: 'settings',
      settings: { CTCT_CLIENT_ID: 'an-application', fromStore: Object.keys(SET_UP) },
    })
    expect(await stored.save({ EXISTING_CONTACTS: null, SITE_NAME: 'Bakery' }, BY)).toMatchObject({
      kind: 'faults',
      faults: [{ name: 'EXISTING_CONTACTS' }],
    })
  })
})
