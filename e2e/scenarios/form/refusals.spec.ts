import { page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { expectTypedTextKept, signUp } from '../../support/filled-form.ts'
import { expect, test } from '../../support/fixtures.ts'
import { ADDRESS_REFUSED } from '../../support/sandbox.ts'
import { CREATED } from '../../support/sentences.ts'

const REFUSED = 'Please check the marked fields.'

test.beforeEach(async ({ page, relay, site }) => {
  await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter, fields: 'first_name*' }))))
})

test.describe('what the form itself finds', () => {
  test('an empty form names each field, is announced and takes the focus to the first', async ({
    page,
    relay,
  }) => {
    await page.getByRole('button', { name: 'Sign up' }).click()
    await expect(page.getByLabel('Email address')).toBeFocused()
    await expect(page.getByLabel('Email address')).toHaveAccessibleDescription(
      /Enter your email address, like name@example.org\./,
    )
    await expect(page.getByLabel('First name')).toHaveAccessibleDescription(/Please fill in this field\./)
    await expect(page.getByRole('alert')).toContainText('Please check the marked fields.')
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
    await expect(page.getByRole('alert')).toContainText(REFUSED)
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
  await expect(page.getByRole('alert')).toContainText(REFUSED)
  const spoken = page.getByRole('alert').evaluate((alert) => {
    return new Promise<boolean>((resolve) => {
      new MutationObserver(() => resolve(true)).observe(alert, {
        childList: true,
        characterData: true,
        subtree: true,
      })
    })
  })
  await page.getByRole('button', { name: 'Sign up' }).click()
  expect(await spoken).toBe(true)
  await expect(page.getByRole('alert')).toContainText(REFUSED)
})
