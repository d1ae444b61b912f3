import { page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { expectTypedTextKept, signUp } from '../../support/filled-form.ts'
import { expect, test } from '../../support/fixtures.ts'
import { ADDRESS_REFUSED } from '../../support/sandbox.ts'
import { CREATED } from '../../support/sentences.ts'

const REFUSED = '“Email address” wasn’t accepted. Please check it.'

test.beforeEach(async ({ page, relay, site }) => {
  await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter, fields: 'first_name*' }))))
})

test.describe('what the form itself finds', () => {
  test('an empty form names each field, and takes the focus to a list of what to do', async ({
    page,
    relay,
  }) => {
    await page.getByRole('button', { name: 'Sign up' }).click()
    await expect(page.getByRole('region', { name: 'There is a problem' })).toBeFocused()
    await expect(page.getByLabel('Email address')).toHaveAccessibleDescription(
      /Enter your email address, like name@example.org\./,
    )
    await expect(page.getByLabel('First name')).toHaveAccessibleDescription('Enter your first name.')
    await expect(page.getByRole('alert')).toBeEmpty()
    await page.getByRole('link', { name: 'Enter your first name.' }).click()
    await expect(page.getByLabel('First name')).toBeFocused()
    expect(await relay.sandbox.signUps()).toEqual([])
  })

  test('an incomplete address explains what is missing, and can be corrected', async ({ page, address }) => {
    await signUp(page, 'mary@')
    await expect(page.getByLabel('Email address')).toHaveAccessibleDescription(/Enter a full email address/)
    await expectTypedTextKept(page, 'mary@')
    await signUp(page, address)
    await expect(page.getByText(CREATED)).toBeVisible()
  })
})

test.describe('what Constant Contact refuses', () => {
  test('an address of 51 characters: the field says so, nothing is lost', async ({
    page,
    relay,
    address,
  }) => {
    const long = address.padStart(51, 'x')
    await signUp(page, long)
    await expect(page.getByLabel('Email address')).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByLabel('Email address')).toBeFocused()
    await expectTypedTextKept(page, long)
    expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: long }])
  })

  test('an address, which the visitor can correct', async ({ page, relay, address }) => {
    await relay.sandbox.fault(ADDRESS_REFUSED)
    await signUp(page, address)
    await expect(page.getByLabel('Email address')).toHaveAccessibleDescription(REFUSED)
    await expect(page.getByLabel('Email address')).toBeFocused()
    await expectTypedTextKept(page, address)
  })
})

test('an answer with a truncated body still counts by its status', async ({ page, relay, address }) => {
  await relay.sandbox.fault({ kind: 'malformed' })
  await signUp(page, address)
  await expect(page.getByText(CREATED)).toBeVisible()
})

test('the second identical failure is announced again', async ({ page, relay, address }) => {
  await relay.sandbox.fault(ADDRESS_REFUSED, { times: 2 })
  await signUp(page, address)
  const email = page.getByLabel('Email address')
  await expect(email).toBeFocused()
  await email.evaluate((field) => field.addEventListener('focus', () => field.setAttribute('data-again', '')))
  await page.keyboard.press('Enter')
  await expect(email).toHaveAttribute('data-again')
  await expect(email).toHaveAccessibleDescription(REFUSED)
})
