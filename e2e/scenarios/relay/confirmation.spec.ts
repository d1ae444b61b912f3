import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { violations } from '../../support/axe.ts'
import { formAddress, LISTS } from '../../support/embed.ts'
import { test as base, expect } from '../../support/fixtures.ts'
import { linksOf, linkTo, mailsTo } from '../../support/mailbox.ts'
import { post, signUpBody } from '../../support/post.ts'
import type { Relay } from '../../support/relay.ts'

// In one worker, so that its relays are started once.
base.describe.configure({ mode: 'default' })

const ON_ITS_WAY = 'Thank you. If we need you to confirm, an email is on its way.'
const GONE = 'This link no longer works'

/** A relay where only the contact can confirm a change. */
const test = base.extend<{ known: string; verifying: Relay }>({
  verifying: async ({ relayWith }, use) => use(await relayWith({ EXISTING_CONTACTS: 'verify' })),
  /** The address of an existing contact. */
  known: async ({ verifying, address }, use) => {
    await verifying.sandbox.add('contacts', [{ email_address: address, first_name: 'Augusta' }])
    await use(address)
  },
})

/** How many calls Constant Contact received for an address. */
async function told({ sandbox }: Relay, address: string): Promise<number> {
  const bodies = JSON.stringify(await sandbox.signUps())
  return bodies.split(address).length - 1
}

async function firstName({ sandbox }: Relay, address: string): Promise<unknown> {
  const { contacts } = await sandbox.state()
  return contacts.find(({ email_address }) => JSON.stringify(email_address).includes(address))?.['first_name']
}

test('a contact’s name changes only once they open the mail and press the button', async ({
  page,
  verifying,
  known,
}) => {
  await page.goto(formAddress(verifying, { lists: LISTS.events, fields: 'first_name phone_number' }))
  await page.getByLabel('Email address').fill(known)
  await page.getByLabel('First name').fill('Ada')
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText(ON_ITS_WAY)).toBeVisible()

  const [mail] = await mailsTo(verifying, known)
  expect(mail?.subject).toBe('Please confirm your sign-up at Juniper & Rye')
  expect(mail?.text).not.toMatch(/(?<![\w-])Ada(?![\w-])/)
  await page.goto(`${verifying.sandbox.url}/sandbox/mail/${mail?.id}`)
  await page.getByRole('link', { name: 'Review and confirm' }).click()
  await expect(page.getByRole('heading', { name: 'Confirm your sign-up' })).toBeVisible()
  await expect(page.getByRole('listitem')).toHaveText(['Events and tastings', 'First name'])
  await expect(page.getByText('Ada')).toHaveCount(0)
  expect(await told(verifying, known)).toBe(0)
  const confirm = page.getByRole('button', { name: 'Confirm this sign-up' })
  await confirm.focus()
  // In the colour of the button's text, which is white, the ring would not be seen on the page.
  await expect(confirm).toHaveCSS('outline', 'rgb(28, 32, 36) solid 3px')
  await confirm.click()
  await expect(page.getByText('Your sign-up at Juniper & Rye is confirmed.')).toBeVisible()
  expect(page.url()).not.toContain('link=')
  await expect.poll(() => firstName(verifying, known)).toBe('Ada')

  await page.goto(linksOf(mail ?? { id: '', to: '', subject: '', text: '' })[0] ?? '')
  await expect(page.getByRole('heading', { name: GONE })).toBeVisible()
})

test('a new contact gets the same answer and no mail', async ({ verifying, address }) => {
  const { status, body } = await post(verifying, signUpBody(address))
  expect({ status, body }).toEqual({ status: 202, body: { action: 'accepted', message: ON_ITS_WAY } })
  await expect.poll(() => told(verifying, address)).toBe(1)
  await mailsTo(verifying, address, 0)
})

test('"this was not me" erases the sign-up, and no further mail is sent', async ({
  page,
  verifying,
  known,
}) => {
  await post(verifying, signUpBody(known, { first_name: 'Mallory' }))
  const link = await linkTo(verifying, known)
  await page.goto(link)
  await page.getByRole('button', { name: 'This wasn’t me' }).click()
  await expect(page.getByRole('heading', { name: 'Done. Nothing was changed.' })).toBeVisible()
  await page.goto(link)
  await expect(page.getByRole('heading', { name: GONE })).toBeVisible()
  await post(verifying, signUpBody(known, { first_name: 'Mallory again' }))
  await post(verifying, signUpBody(`other.${known}`))
  await expect.poll(() => told(verifying, `other.${known}`)).toBe(1)
  await mailsTo(verifying, known, 1)
  expect(await firstName(verifying, known)).toBe('Augusta')
})

test('a mail scanner that opens every link and runs scripts confirms nobody', async ({
  page,
  verifying,
  known,
}) => {
  await post(verifying, signUpBody(known, { first_name: 'Mallory' }))
  await mailsTo(verifying, known)
  const { mailbox } = await verifying.sandbox.state()
  const links = mailbox.flatMap(linksOf)
  for (const link of links) {
    for (const method of ['HEAD', 'GET', 'OPTIONS', 'GET']) await fetch(link, { method })
    await page.goto(link)
    await page.waitForLoadState('networkidle')
    // It opens every frame and follows every link.
    const further = await page.evaluate<string[]>(
      "[...document.querySelectorAll('[href], [src]')].map((element) => element.href || element.src)",
    )
    for (const address of further) await page.goto(address)
  }
  await page.waitForTimeout(1500)
  expect(await told(verifying, known)).toBe(0)
  expect(await firstName(verifying, known)).toBe('Augusta')
  await page.goto(await linkTo(verifying, known))
  await expect(page.getByRole('button', { name: 'Confirm this sign-up' })).toBeVisible()
})

test('each sign-up of one address has its own button, and only one mail is sent', async ({
  page,
  verifying,
  known,
}) => {
  await post(verifying, signUpBody(known, { first_name: 'Ada' }))
  const link = await linkTo(verifying, known)
  await post(verifying, signUpBody(known, { first_name: 'Mallory', phone_number: '555' }))
  const buttons = page.getByRole('button', { name: 'Confirm this sign-up' })
  await expect(async () => {
    await page.goto(link)
    await expect(buttons).toHaveCount(2, { timeout: 500 })
  }).toPass()
  await buttons.first().click()
  await expect.poll(() => firstName(verifying, known)).toBe('Ada')
  expect(await told(verifying, known)).toBe(1)
  await mailsTo(verifying, known, 1)
})

test('a link that has expired confirms nothing', async ({ page, verifying, known }) => {
  await post(verifying, signUpBody(known, { first_name: 'Ada' }))
  const link = await linkTo(verifying, known)
  await page.goto(link)
  const database = new DatabaseSync(join(verifying.folder, 'relay.db'))
  database.exec('PRAGMA busy_timeout = 5000; UPDATE confirmations SET expires_at = 1')
  database.close()
  await page.getByRole('button', { name: 'Confirm this sign-up' }).click()
  await expect(page.getByRole('heading', { name: GONE })).toBeVisible()
  await page.goto(link)
  await expect(page.getByRole('heading', { name: GONE })).toBeVisible()
  expect(await told(verifying, known)).toBe(0)
})

test('mail and page use the language of the form', async ({ page, verifying, known }) => {
  await page.goto(formAddress(verifying, { lists: LISTS.newsletter, language: 'ar' }))
  await page.getByRole('textbox').first().fill(known)
  await page.getByRole('button').click()
  const [mail] = await mailsTo(verifying, known)
  expect(mail?.subject).toMatch(/^يُرجى/)
  await page.goto(await linkTo(verifying, known))
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('تأكيد الاشتراك')
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('a form post that would need a proof is held until the contact confirms', async ({
    page,
    relayWith,
    address,
  }) => {
    const relay = await relayWith({ PROOF_OF_WORK: 'always' })
    await page.goto(formAddress(relay, { lists: LISTS.newsletter, fields: 'first_name' }))
    await page.getByLabel('Email address').fill(address)
    await page.getByLabel('First name').fill('Ada')
    await page.getByRole('button').click()
    await expect(page.getByText(ON_ITS_WAY)).toBeVisible()
    expect(await told(relay, address)).toBe(0)
    await page.goto(await linkTo(relay, address))
    await page.getByRole('button', { name: 'Confirm this sign-up' }).click()
    await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
    await expect.poll(() => firstName(relay, address)).toBe('Ada')
  })
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe finds nothing in the ${colorScheme}`, () => {
    test.use({ colorScheme, bypassCSP: true })

    test('on what a link leads to', async ({ page, verifying, known }) => {
      await post(verifying, signUpBody(known, { first_name: 'Ada' }))
      const link = await linkTo(verifying, known)
      await page.goto(link)
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: 'This wasn’t me' }).click()
      await expect(page.getByRole('heading', { name: 'Done. Nothing was changed.' })).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.goto(link)
      expect(await violations(page)).toEqual([])
    })
  })
}
