import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { PATHS } from '../../server/contract.ts'
import { formAddress, page as html, LISTS, placeholder, scriptTag } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'
import { type FilterList, type Names, type ResourceType, readFilterLists } from './filter-lists.ts'

const SITE = 'www.bakery.example'
/** A relay beside the site, one of somebody else's, and one under a path of the site. */
const RELAYS = ['https://signup.bakery.example', 'https://relay.example', `https://${SITE}/signup`]
const WIDGET = join(import.meta.dirname, '../../dist/widget')

/** Every address that a page asks the relay for, and how. */
function ours(): [address: string, type: ResourceType][] {
  return RELAYS.flatMap((relay): [string, ResourceType][] => [
    ...readdirSync(WIDGET)
      .filter((file) => file.endsWith('.js'))
      .map((file): [string, ResourceType] => [`${relay}/v1/${file}`, 'script']),
    [`${relay}/v1.0.0/signup.js`, 'script'],
    [`${relay}${PATHS.script}?lists=${LISTS.newsletter}&fields=first_name`, 'script'],
    [relay + PATHS.signups, 'xmlhttprequest'],
    [`${relay}${PATHS.snippet}?lists=${LISTS.newsletter}`, 'xmlhttprequest'],
    [`${relay}${PATHS.form}?lists=${LISTS.newsletter}&title=Newsletter`, 'sub_frame'],
    [`${relay}${PATHS.form}?lists=${LISTS.newsletter}`, 'main_frame'],
    [`${relay}${PATHS.confirm}?link=x`, 'main_frame'],
    [relay + PATHS.connect, 'main_frame'],
    [relay + PATHS.logo, 'image'],
  ])
}

/** What others serve their forms from. The first is Constant Contact's own. */
const OTHERS: [name: string, address: string][] = [
  ['Constant Contact', 'https://static.ctctcdn.com/js/signup-form-widget/current/signup-form-widget.min.js'],
  ['Mailchimp', 'https://downloads.mailchimp.com/js/signup-forms/popup/unique-methods/embed.js'],
  ['Klaviyo', 'https://static.klaviyo.com/onsite/js/klaviyo.js?company_id=x'],
  ['Kit', 'https://f.convertkit.com/ckjs/ck.5.js'],
  ['AWeber', 'https://forms.aweber.com/form/00/1.js'],
  ['Privy', 'https://widget.privy.com/assets/widget.js'],
  ['OptinMonster', 'https://a.omappapi.com/app/js/api.min.js'],
  ['Sumo', 'https://load.sumo.com/'],
  ['HubSpot', 'https://js.hsforms.net/forms/v2.js'],
]

let lists: FilterList[] = []
test.beforeAll(async () => {
  test.setTimeout(600_000)
  lists = await readFilterLists()
  const rules = lists.reduce((sum, list) => sum + list.rules, 0)
  console.log(`${lists.length} lists with ${rules} rules`)
})

const blockedBy = (address: string, type: ResourceType) =>
  lists.flatMap(({ name, blocking }) => {
    const rule = blocking(address, type, `https://${SITE}/page`)
    return rule === undefined ? [] : [`${name}: ${rule}`]
  })

test('no list blocks an address of ours, and the lists block those of others', () => {
  expect(
    ours().flatMap(([address, type]) => blockedBy(address, type).map((rule) => `${address} by ${rule}`)),
  ).toEqual([])
  const others = OTHERS.map(([name, address]) => ({ name, rules: blockedBy(address, 'script') }))
  for (const { name, rules } of others) console.log(`${name}: ${rules.join(' · ') || 'not blocked'}`)
  expect(others[0]?.rules).not.toEqual([])
  expect(others.filter(({ rules }) => rules.length > 0).length).toBeGreaterThan(5)
})

test('no list hides a form, and a list hides what it names', async ({ page, relay, site }) => {
  const settings = {
    lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
    ...{ 'list-choice': '', title: 'Newsletter', description: 'News', consent: 'Yes' },
    fields: 'first_name last_name job_title company_name phone_number anniversary birthday address',
  }
  const frame = `<iframe title="x" src="${formAddress(relay, settings).replaceAll('&', '&amp;')}"></iframe>`
  const control = '<p class="ctct-popup-form" id="control">A form of another kind</p>'
  await page.goto(
    site.page(html(placeholder({ ...settings, isolation: 'none' }) + frame + control + scriptTag(relay))),
  )
  await page.getByLabel('Last name').first().fill('Rye')
  await page.getByRole('button', { name: 'Sign up' }).first().click()
  await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'refused')
  await hidesNothing(page)
  await page.goto(formAddress(relay, settings))
  await expect(page.getByRole('button', { name: 'Sign up' })).toBeVisible()
  await hidesNothing(page)
  expect(lists.flatMap(({ hiding }) => hiding('empowerwisconsin.org', NOTHING))).toContain('.ctct-popup-form')
})

const NOTHING: Names = { classes: ['ctct-popup-form'], ids: [], hrefs: [] }

/** Neither the form nor anything in it or around it, nor a frame. */
async function hidesNothing(page: Page): Promise<void> {
  const names = await page.evaluate(() => {
    const all = [...document.querySelectorAll('*')]
    return {
      classes: [...new Set(all.flatMap(({ classList }) => [...classList]))],
      ids: all.map(({ id }) => id).filter(Boolean),
      hrefs: all.map((element) => element.getAttribute('href') ?? '').filter(Boolean),
    }
  })
  expect(names.classes).toEqual(expect.arrayContaining(['signup-widget', 'signup']))
  for (const { name, hiding } of lists) {
    const hidden = await page.evaluate(
      (selectors) => {
        const forms = [...document.querySelectorAll('.signup-widget, iframe')]
        const concerns = (element: Element) =>
          forms.some((form) => form.contains(element) || element.contains(form))
        return selectors.filter((selector) => {
          try {
            return [...document.querySelectorAll(selector)].some(concerns)
          } catch {
            // Blockers have selectors of their own, which name no form of ours.
            return false
          }
        })
      },
      hiding(SITE, names),
    )
    expect(hidden, name).toEqual([])
  }
}
