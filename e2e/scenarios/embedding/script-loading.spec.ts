import { formAddress, page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

const SETTINGS = { lists: LISTS.newsletter, title: 'News' }
const FORM = { name: 'News' }

test('script in the head, before there is a body', async ({ page, relay, site }) => {
  await page.goto(site.page(html(placeholder(SETTINGS), { head: scriptTag(relay) })))
  await expect(page.getByRole('form', FORM)).toHaveCount(1)
})

test('a script in the head gives its settings to a placeholder that has none', async ({
  page,
  relay,
  site,
}) => {
  await page.goto(site.page(html(placeholder({}), { head: scriptTag(relay, SETTINGS) })))
  await expect(page.getByRole('form', FORM)).toHaveCount(1)
})

for (const loading of ['async', 'defer', 'type="module"']) {
  test(`script with ${loading}`, async ({ page, relay, site }) => {
    await page.goto(site.page(html(`<p>Before</p>${scriptTag(relay, SETTINGS, loading)}<p>After</p>`)))
    await expect(page.getByRole('form', FORM)).toHaveCount(1)
  })

  test(`script in the head with ${loading}`, async ({ page, relay, site }) => {
    await page.goto(site.page(html(placeholder(SETTINGS), { head: scriptTag(relay, {}, loading) })))
    await expect(page.getByRole('form', FORM)).toHaveCount(1)
  })
}

test('script tag in place: the form appears where the tag is', async ({ page, relay, site }) => {
  await page.goto(site.page(html(`<p>Before</p>${scriptTag(relay, SETTINGS)}<p>After</p>`)))
  const form = page.getByRole('form', FORM)
  const [before, box, after] = await Promise.all(
    [page.getByText('Before'), form, page.getByText('After')].map((part) => part.boundingBox()),
  )
  expect(before?.y).toBeLessThan(box?.y ?? 0)
  expect(box?.y).toBeLessThan(after?.y ?? 0)
})

test('injected by a tag manager: no currentScript, no data attributes, settings in the address', async ({
  page,
  relay,
  site,
  address,
}) => {
  const source = `${relay.url}/v1/signup.js?${new URLSearchParams({ ...SETTINGS, fields: 'first_name*' })}`
  const manager = `<div id="slot"></div><script>setTimeout(() => {
    const script = document.createElement('script'); script.async = true; script.src = ${JSON.stringify(source)};
    document.getElementById('slot').appendChild(script) }, 50)</script>`
  await page.goto(site.page(html(manager)))
  const form = page.getByRole('form', FORM)
  await form.getByLabel('Email address').fill(address)
  await form.getByLabel('First name').fill('Mary')
  await form.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
})

test('script twice: one form, and nothing in the console', async ({ page, relay, site }) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(error.message))
  const head = '<link rel="icon" href="data:,">'
  await page.goto(site.page(html(placeholder(SETTINGS) + scriptTag(relay) + scriptTag(relay), { head })))
  await expect(page.getByRole('form', FORM)).toHaveCount(1)
  await page.addScriptTag({ url: `${relay.url}/v1/signup.js` })
  await expect(page.getByRole('form', FORM)).toHaveCount(1)
  expect(said).toEqual([])
})

test('a placeholder that appears later is mounted, one that vanishes leaves nothing behind', async ({
  page,
  relay,
  site,
  address,
}) => {
  await page.goto(site.page(html(placeholder(SETTINGS) + scriptTag(relay))))
  await expect(page.getByRole('form', FORM)).toHaveCount(1)
  await page.evaluate((lists) => {
    document.body.replaceChildren()
    const box = document.createElement('div')
    box.className = 'signup-widget'
    box.dataset['lists'] = lists
    box.dataset['title'] = 'Later'
    document.body.append(box)
  }, LISTS.newsletter)
  const later = page.getByRole('form', { name: 'Later' })
  await later.getByLabel('Email address').fill(address)
  await later.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  await expect(page.getByRole('form', FORM)).toHaveCount(0)
})

test('the whole body is replaced, as client-side navigation does', async ({ page, relay, site }) => {
  await page.goto(site.page(html(placeholder(SETTINGS) + scriptTag(relay))))
  await page.getByRole('form', FORM).getByLabel('Email address').fill('old@example.com')
  await page.evaluate(
    (content) => {
      const body = document.createElement('body')
      body.append(document.createRange().createContextualFragment(content))
      document.documentElement.replaceChild(body, document.body)
    },
    placeholder({ ...SETTINGS, title: 'Next page' }),
  )
  await expect(page.getByRole('form', { name: 'Next page' }).getByLabel('Email address')).toHaveValue('')
  await expect(page.getByRole('form')).toHaveCount(1)
})

test('a placeholder that is moved keeps what was typed', async ({ page, relay, site }) => {
  await page.goto(
    site.page(html(`<div id="a">${placeholder(SETTINGS)}</div><div id="b"></div>${scriptTag(relay)}`)),
  )
  await page.getByLabel('Email address').fill('mary@example.com')
  await page.evaluate(() => {
    document.querySelector('#b')?.append(...document.querySelectorAll('.signup-widget'))
  })
  await expect(page.getByLabel('Email address')).toHaveValue('mary@example.com')
  await expect(page.getByRole('form')).toHaveCount(1)
})

test('a script that never loads leaves the content of the placeholder, which can sign up', async ({
  page,
  relay,
  site,
  address,
}) => {
  await page.route('**/v1/signup.js', (route) => route.abort())
  await page.goto(
    site.page(
      html(
        placeholder(SETTINGS, `<a href="${formAddress(relay, SETTINGS)}">Sign up here</a>`) +
          scriptTag(relay),
      ),
    ),
  )
  await page.getByRole('link', { name: 'Sign up here' }).click()
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
})

test('an inlined script that names the relay', async ({ page, relay, site }) => {
  const code = await (await fetch(`${relay.url}/v1/signup.js`)).text()
  const box = placeholder({ ...SETTINGS, endpoint: relay.url })
  await page.goto(
    site.page(html(`${box}<script data-signup-widget>${code.replaceAll('</script', '<\\/script')}</script>`)),
  )
  await expect(page.getByRole('form', FORM)).toBeVisible()
})

test('the script asks the browser to compile it while it loads', async ({ relay }) => {
  const script = await (await fetch(`${relay.url}/v1/signup.js`)).text()
  expect(script.split('\n')[0]).toBe('//# allFunctionsCalledOnLoad')
})
