import { violations } from '../support/axe.ts'
import { placeholder, scriptTag } from '../support/embed.ts'
import { EVERY_KIND, expectUsable, fillInEveryKind } from '../support/expect-usable.ts'
import { signUp } from '../support/filled-form.ts'
import { test as base, expect } from '../support/fixtures.ts'
import { recipe } from '../support/recipes.ts'
import { CREATED, UPDATED } from '../support/sentences.ts'
import { withSoftware } from './with-software.ts'
import { startWordPress, type WordPress } from './wordpress.ts'
import { themes, WORDPRESS } from './wordpress-software.ts'

const test = base.extend<{ errors: string[] }, { wordpress: WordPress }>({
  wordpress: [
    // Playwright reads the fixture names from this destructuring pattern, which may not be empty.
    async ({ browserName: _any }, use) => {
      const wordpress = await startWordPress()
      await use(wordpress)
      await wordpress.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  errors: async ({ page }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await use(errors)
  },
})

/** HTML in a *Custom HTML* block, as the editor stores it. */
const block = (code: string) => `<!-- wp:html -->\n${code}\n<!-- /wp:html -->`

withSoftware(WORDPRESS, () => {
  for (const theme of themes()) {
    for (const isolation of ['shadow', 'none']) {
      test(`${theme}: everything is seen, read and touched, isolation ${isolation}`, async ({
        page,
        relay,
        wordpress,
        address,
        errors,
      }) => {
        await wordpress.wear(theme)
        const code = placeholder({ ...EVERY_KIND, isolation }) + scriptTag(relay, {}, 'async')
        const place = await wordpress.publish(block(code))
        const form = page.getByRole('form', { name: 'News' })
        for (const [width, height] of [
          [1280, 900],
          [320, 640],
        ] as const) {
          await page.setViewportSize({ width, height })
          await page.goto(place)
          await expectUsable(page, form)
        }
        for (const sentence of [CREATED, UPDATED]) {
          await page.goto(place)
          await fillInEveryKind(form, address)
          await expect(page.getByText(sentence)).toBeVisible()
        }
        expect(errors).toEqual([])
      })
    }

    test(`${theme}: the recipe as written`, async ({ page, relay, wordpress, address, errors }) => {
      await wordpress.wear(theme)
      await page.goto(await wordpress.publish(block(await recipe('WordPress', relay))))
      await signUp(page, address)
      await expect(page.getByText(CREATED)).toBeVisible()
      expect(await violations(page, '.signup-widget')).toEqual([])
      expect(errors).toEqual([])
    })
  }

  test('in a frame everything is there too', async ({ page, relay, wordpress, address, errors }) => {
    const code = placeholder({ ...EVERY_KIND, isolation: 'iframe' }) + scriptTag(relay, {}, 'async')
    await page.goto(await wordpress.publish(block(code)))
    await fillInEveryKind(page.frameLocator('iframe').getByRole('form', { name: 'News' }), address)
    await expect(page.frameLocator('iframe').getByText(CREATED)).toBeVisible()
    expect(errors).toEqual([])
  })

  test('in a page of the old editor, which puts paragraphs and breaks into it', async ({
    page,
    relay,
    wordpress,
    address,
  }) => {
    await page.goto(await wordpress.publish(await recipe('WordPress', relay)))
    await signUp(page, address)
    await expect(page.getByText(CREATED)).toBeVisible()
  })

  test('in a page of an author, from which WordPress takes the script: the recipe for that brings it', async ({
    page,
    relay,
    wordpress,
    address,
  }) => {
    const place = await wordpress.publish(block(await recipe('WordPress', relay)), 'author')
    await page.goto(place)
    await expect(page.getByRole('link', { name: 'Sign up for our newsletter' })).toBeVisible()
    await expect(page.locator('script[src*=signup]')).toHaveCount(0)
    const unplug = await wordpress.plug(await recipe('WordPress for authors', relay))
    await page.goto(place)
    await signUp(page, address)
    await expect(page.getByText(CREATED)).toBeVisible()
    await unplug()
  })

  test('below the bar that WordPress shows to logged-in users', async ({
    page,
    relay,
    wordpress,
    address,
    errors,
  }) => {
    const place = await wordpress.publish(block(await recipe('WordPress', relay)))
    await page.goto(`${new URL(place).origin}/wp-login.php`)
    await page.getByLabel('Username').fill('administrator')
    await page.getByLabel('Password', { exact: true }).fill('administrator')
    await page.getByRole('button', { name: 'Log In' }).click()
    await expect(page).toHaveURL(/wp-admin/)
    await page.goto(place)
    await expect(page.getByText('Edit Page')).toBeVisible()
    await signUp(page, address)
    await expect(page.getByText(CREATED)).toBeVisible()
    expect(errors).toEqual([])
  })
})
