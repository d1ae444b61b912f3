import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { page as html, LISTS, placeholder, scriptTag } from '../support/embed.ts'
import { signUp } from '../support/filled-form.ts'
import { ALLOWED_HOST, expect, test } from '../support/fixtures.ts'
import { ADDRESS_REFUSED } from '../support/sandbox.ts'
import { CREATED } from '../support/sentences.ts'
import type { Site } from '../support/site.ts'

const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name' }

for (const isolation of ['shadow', 'none']) {
  test(`jQuery: the page's handlers for every form and every call, isolation ${isolation}`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    const own = `<script>
      jQuery.ajaxSetup({ beforeSend: () => false })
      jQuery(document)
        .on('submit', 'form', (event) => {
          event.preventDefault()
          jQuery(event.target).find(':submit').prop('disabled', true).end().addClass('is-loading')
        })
        .ajaxError(() => { throw new Error('page') })
      jQuery.noConflict()
    </script>`
    await relay.sandbox.fault(ADDRESS_REFUSED)
    const library = `<script src="${site.library('jquery/dist/jquery.js')}"></script>`
    const box = placeholder({ ...SETTINGS, isolation })
    await page.goto(site.page(html(library + own + box + scriptTag(relay))))
    await signUp(page, address)
    await expect(page.getByText('“Email address” wasn’t accepted.')).toBeVisible()
    await expect(page.getByLabel('First name')).toHaveValue('Mary')
    await page.getByRole('button').click()
    await expect(page.getByText(CREATED)).toBeVisible()
    expect(await relay.sandbox.signUps()).toMatchObject([{}, { email_address: address, first_name: 'Mary' }])
  })
}

test('RequireJS: a page that defines modules beside the form and around its script', async ({
  page,
  relay,
  site,
  address,
}) => {
  const loader = `<script src="${site.library('requirejs/require.js')}"></script>`
  const own = `<script>
    require.config({ paths: { jquery: '${site.library('jquery/dist/jquery')}' } })
    require(['jquery', '${relay.url}/v1/signup.js'], (jquery) => { window.loaded = typeof jquery.ajax })
    requirejs.onError = (error) => { window.failed = error.message }
  </script>`
  await page.goto(site.page(html(loader + own + placeholder(SETTINGS) + scriptTag(relay, {}, 'async'))))
  await signUp(page, address)
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(await page.evaluate(() => [Reflect.get(window, 'loaded'), Reflect.get(window, 'failed')])).toEqual([
    'function',
    undefined,
  ])
})

test('CommonJS: exports, module and a require that finds no module leak into the page', async ({
  page,
  relay,
  site,
  address,
}) => {
  const leaks = `<script>
    var exports = {}, module = { exports }, require = (name) => { throw new Error('Cannot find module ' + name) }
  </script>`
  const thrown: string[] = []
  page.on('pageerror', (error) => thrown.push(error.message))
  await page.goto(site.page(html(leaks + placeholder(SETTINGS) + scriptTag(relay, {}, 'async'))))
  await signUp(page, address)
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(await page.evaluate('[module.exports === exports, Object.keys(exports)]')).toEqual([true, []])
  expect(thrown).toEqual([])
})

const OLD_LIBRARIES: Record<string, (site: Site) => Promise<string>> = {
  MooTools: async (site) =>
    `<script src="${site.library('mootools/lib/mootools-core-1.5.2-server.js')}"></script>`,
  'Prototype.js, and what MooTools does to elements': async () =>
    `<script>${await readFile(join(import.meta.dirname, 'old-libraries.js'), 'utf8')}</script>`,
}

for (const [name, library] of Object.entries(OLD_LIBRARIES)) {
  for (const isolation of ['shadow', 'none']) {
    test(`${name}: changed prototypes, isolation ${isolation}`, async ({ page, relay, site, address }) => {
      const lists = `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`
      const box = placeholder({
        ...SETTINGS,
        lists,
        isolation,
        'list-choice': '',
        consent: 'Yes, write to me.',
      })
      await page.goto(
        // Plain http: without crypto.randomUUID the id is made with Array.from, which this page has changed.
        site.page(html((await library(site)) + box + scriptTag(relay)), { host: ALLOWED_HOST }),
      )
      expect(await page.evaluate('typeof [].each')).toBe('function')
      await page.getByRole('button').click()
      await expect(page.getByText('Choose at least one.')).toBeVisible()
      await page.getByLabel('Newsletter').check()
      await page.getByLabel('Events').check()
      await page.getByLabel('Yes, write to me.').check()
      await signUp(page, address)
      await expect(page.getByText(CREATED)).toBeVisible()
      expect(await relay.sandbox.signUps()).toMatchObject([
        { email_address: address, list_memberships: [LISTS.newsletter, LISTS.events] },
      ])
    })
  }
}
