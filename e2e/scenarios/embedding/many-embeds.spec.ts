import { page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

test('two embeds on a page each keep their own input and send to their own list', async ({
  page,
  relay,
  site,
  address,
}) => {
  await page.goto(
    site.page(
      html(
        placeholder({ lists: LISTS.newsletter, title: 'News' }) +
          scriptTag(relay, { lists: LISTS.events, title: 'Events', fields: 'first_name' }),
      ),
    ),
  )
  const news = page.getByRole('form', { name: 'News' })
  const events = page.getByRole('form', { name: 'Events' })
  await news.getByLabel('Email address').fill('half@')
  await events.getByLabel('Email address').fill(address)
  await events.getByLabel('First name').fill('Mary')
  await events.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  await expect(news.getByLabel('Email address')).toHaveValue('half@')
  expect(await relay.sandbox.signUps()).toMatchObject([
    { email_address: address, list_memberships: [LISTS.events] },
  ])
})

test('five embeds all work, and no id is used twice', async ({ page, relay, site }) => {
  const attributes = {
    lists: LISTS.newsletter,
    fields: 'first_name birthday address',
    consent: 'Yes, write to me.',
  }
  await page.goto(
    site.page(
      html(
        [1, 2, 3, 4, 5].map((n) => placeholder({ ...attributes, title: `Form ${n}` })).join('') +
          scriptTag(relay),
      ),
    ),
  )
  await expect(page.getByRole('form')).toHaveCount(5)
  for (const n of [1, 2, 3, 4, 5]) {
    const form = page.getByRole('form', { name: `Form ${n}` })
    await form.getByRole('button').click()
    await expect(form.getByRole('region', { name: 'There is a problem' })).toBeFocused()
    await expect(form.getByLabel('Email address')).toHaveAccessibleDescription(/Enter your email address/)
  }
  const ids = await page.evaluate(() => {
    const roots = [
      document,
      ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []),
    ]
    return roots.flatMap((root) => [...root.querySelectorAll('[id]')].map(({ id }) => id))
  })
  expect(ids.length).toBeGreaterThan(5)
  expect(new Set(ids).size).toBe(ids.length)
})

test('the element wins over the script tag, the script tag over the address', async ({
  page,
  relay,
  site,
}) => {
  const script = `<script src="${relay.url}/v1/signup.js?title=Address&amp;button=Address&amp;description=Address&amp;lists=${LISTS.newsletter}" data-title="Tag" data-button="Tag"></script>`
  await page.goto(site.page(html(placeholder({ title: 'Element' }) + script)))
  const form = page.getByRole('form', { name: 'Element' })
  await expect(form.getByRole('button', { name: 'Tag' })).toBeVisible()
  await expect(form.getByText('Address', { exact: true })).toBeVisible()
})
