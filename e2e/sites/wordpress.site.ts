import { violations } from '../axe.ts'
import { placeholder, scriptTag } from '../embed.ts'
import { signUp } from '../filled-form.ts'
import { test as base, expect } from '../fixtures.ts'
import { recipe } from '../recipes.ts'
import { CREATED, UPDATED } from '../sentences.ts'
import { EVERY_SORT, expectUsable, signUpBySorts } from '../usable.ts'
import { withSoftware } from './with-software.ts'
import { startWordPress, type WordPress } from './wordpress.ts'
import { themes, WORDPRESS } from './wordpress-software.ts'

const test = base.extend<{ errors: string[] }, { wordpress: WordPress }>({
  wordpress: [
    // Playwright reads from the pattern which fixtures are asked for, and wants one.
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

/** Code in a *Custom HTML* block, as the editor stores it. */
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
        const code = placeholder({ ...EVERY_SORT, isolation }) + scriptTag(relay, {}, 'async')
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
          await signUpBySorts(form, address)
          await expect(page.getByText(sentence)).toBeVisible()
        }
        expect(errors).toEqual([])
      })
    }

    test(`${theme}: the recipe as it stands`, async ({ page, relay, wordpress, address, errors }) => {
      await wordpress.wear(theme)
      await page.goto(await wordpress.publish(block(await recipe('WordPress', relay))))
      await signUp(page, address)
      await expect(page.getByText(CREATED)).toBeVisible()
      expect(await violations(page, '.signup-widget')).toEqual([])
      expect(errors).toEqual([])
    })
  }
})
