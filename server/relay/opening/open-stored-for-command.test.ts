import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '../../store/migrations/migrate.ts'
import { openDatabase } from '../../store/open.ts'
import { newDatabaseUrl } from '../../testing/databases.ts'
import { openSettings, openStoredForCommand } from './open-settings.ts'

const SECRET_KEY = 'a secret key of more than thirty-two characters'
const MAIL = { SMTP_URL: 'smtp://mail.bakery.example', MAIL_FROM: 'hello@bakery.example' }
const ACCOUNT = {
  ...{ CTCT_CLIENT_ID: 'an-application', ALLOWED_ORIGINS: 'https://www.bakery.example' },
  ALLOWED_LISTS: 'd13d60d0-f256-11e8-b47d-fa163e56c9b0',
}

/** Opens what is stored, as `settings` does; it is closed when the test ends. */
async function openStored(environment: Record<string, string>) {
  const opened = await openStoredForCommand(environment, { sandbox: false })
  onTestFinished(opened.database.close)
  return opened.stored
}

test('what the environment has made wrong since can be mended by command', async () => {
  const relay = { ...ACCOUNT, SECRET_KEY, DATABASE_URL: await newDatabaseUrl('sqlite') }
  await migrated(relay.DATABASE_URL)
  const before = await openStored({ ...relay, ...MAIL })
  await before.save({ EXISTING_CONTACTS: 'verify', SITE_NAME: 'Bakery' }, { by: 'command' })
  await expect(openSettings(relay, { sandbox: false })).rejects.toThrow(/^EXISTING_CONTACTS=verify/)
  const stored = await openStored(relay)
  expect(await stored.save({ EXISTING_CONTACTS: 'append' }, { by: 'command' })).toMatchObject({
    kind: 'saved',
  })
  const opened = await openSettings(relay, { sandbox: false })
  onTestFinished(opened.database.close)
  expect(opened.settings).toMatchObject({ EXISTING_CONTACTS: 'append', SITE_NAME: 'Bakery' })
})

test('nothing is saved without a key that could seal it', async () => {
  const DATABASE_URL = await newDatabaseUrl('postgres')
  await migrated(DATABASE_URL)
  await expect(openStored({ DATABASE_URL })).rejects.toThrow(/^SECRET_KEY is required: .*$/)
})

async function migrated(url: string): Promise<void> {
  const database = await openDatabase(url)
  await migrate(database)
  await database.close()
}
