import type { Page } from 'playwright/test'
import { type Attributes, formAddress, page as html, LISTS, scriptTag } from '../support/embed.ts'
import { test as base, expect } from '../support/fixtures.ts'
import { post } from '../support/post.ts'
import { type Relay, startRelay } from '../support/relay.ts'
import { FIELDS, generatedSignUps, HEARD, INTERESTS, type Typed, writtenDays } from './generated-sign-ups.ts'
import { readPublishedSchema } from './published-schema.ts'

/** Sign-ups by each way; three ways make 300. */
const EACH = 100
const MINUTE_MS = 60_000
const SEED = Number(process.env['SEED'] ?? 1)

/** A relay that keeps nobody waiting for the limit of calls, and an account that takes addresses of 80 characters. */
const test = base.extend<{ fastRelay: Relay }>({
  fastRelay: async ({ browserName: _any }, use) => {
    const relay = await startRelay({
      ...{ CTCT_PER_SECOND: '100', PROOF_OF_WORK: 'off', RELAY_PATIENCE_MS: '8000' },
    })
    await relay.sandbox.settings({ email_limit: 80 })
    await use(relay)
    await relay.stop()
  },
})
test.setTimeout(20 * MINUTE_MS)
// A trace of a hundred forms would take longer than the forms.
test.use({ trace: 'off' })

const custom = (kind: keyof typeof FIELDS, more: object = {}) => ({
  id: FIELDS[kind],
  type: kind,
  label: kind,
  ...more,
})
const SETTINGS: Attributes = {
  lists: Object.entries(LISTS)
    .map(([name, id]) => `${id}=${name}`)
    .join(),
  'list-choice': '',
  isolation: 'none',
  fields: 'first_name last_name job_title company_name phone_number anniversary birthday address',
  'custom-fields': JSON.stringify([
    custom('text'),
    custom('textarea'),
    custom('date'),
    custom('number'),
    custom('select', { options: HEARD }),
    custom('checkbox', { options: INTERESTS }),
    custom('radio', { options: ['true', 'false'] }),
  ]),
}

/** Fills in every field as a visitor does, and submits; resolves to the status of the answer. */
async function fillIn(page: Page, typed: Typed): Promise<number> {
  for (const [name, value] of Object.entries(typed)) {
    const field = page.locator(`[name="${name}"]`)
    const kind = await field.first().evaluate((element: HTMLInputElement) => element.type)
    if (kind === 'checkbox' || kind === 'radio') {
      for (const one of [value].flat()) await page.locator(`[name="${name}"][value="${one}"]`).check()
    } else if (kind === 'select-one') await field.selectOption(value)
    else await field.fill(String(value))
  }
  const answer = page.waitForResponse((response) => response.url().includes('/v1/signups'))
  await page.getByRole('button').click()
  return (await answer).status()
}

/** Every request that has reached Constant Contact is valid but for addresses over 50 characters; and none is missing. */
async function expectValid(relay: Relay, sent: readonly Typed[]): Promise<void> {
  const faultsOf = readPublishedSchema()
  const bodies: Record<string, unknown>[] = (await relay.sandbox.signUps()).map(Object)
  const addresses = (all: readonly { [name: string]: unknown }[]) =>
    all.map((one) => String(one['email_address'])).sort()
  expect(addresses(bodies)).toEqual(addresses(sent))
  for (const body of bodies) {
    const isLong = String(body['email_address']).length > 50
    const expected = isLong ? [{ path: '/email_address', rule: 'maxLength' }] : []
    expect(faultsOf(body), JSON.stringify(body)).toEqual(expected)
    // The schema calls an anniversary a text, and only its description says which.
    if ('anniversary' in body) expect(body['anniversary']).toMatch(/^\d{4}-\d\d-\d\d$/)
  }
  console.log(`${bodies.length} requests checked`)
}

test('the check finds what is wrong', () => {
  const faultsOf = readPublishedSchema()
  expect(faultsOf({ email_address: 'a@example.com' })).toEqual([{ path: '', rule: 'required' }])
  const list_memberships = [LISTS.newsletter]
  expect(faultsOf({ list_memberships, first_name: 'x'.repeat(51) })).toEqual([
    { path: '/first_name', rule: 'maxLength' },
  ])
  expect(faultsOf({ list_memberships, create_source: 'Contact' })).toEqual([
    { path: '', rule: 'additionalProperties' },
  ])
  expect(faultsOf({ list_memberships: ['news'] })).toEqual([{ path: '/list_memberships/0', rule: 'format' }])
  expect(faultsOf({ list_memberships, street_address: { city: 'York' } })).toEqual([
    { path: '/street_address', rule: 'required' },
  ])
})

test('what the widget sends is valid', async ({ page, fastRelay: relay, site }) => {
  const sent = generatedSignUps(EACH, SEED)
  const form = site.page(html(scriptTag(relay, SETTINGS)))
  for (const typed of sent) {
    await page.goto(form)
    expect(await fillIn(page, typed), JSON.stringify(typed)).toBe(201)
  }
  await expectValid(relay, sent)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('what the form page sends is valid', async ({ page, fastRelay: relay }) => {
    const sent = generatedSignUps(EACH, SEED + 1)
    for (const typed of sent) {
      await page.goto(formAddress(relay, SETTINGS))
      expect(await fillIn(page, typed), JSON.stringify(typed)).toBe(200)
    }
    await expectValid(relay, sent)
  })
})

test('what programs post as JSON is valid', async ({ fastRelay: relay }) => {
  const sent = generatedSignUps(EACH, SEED + 2)
  for (const [index, typed] of sent.entries()) {
    const { status, body } = await post(relay, asJson(typed, index))
    expect(status, JSON.stringify({ typed, body })).toBe(201)
  }
  await expectValid(relay, sent)
})

/** The same as the body of a program, with the anniversary in one of the accepted ways. */
function asJson(typed: Typed, index: number): object {
  const entries = Object.entries(typed)
  const under = (group: string) =>
    entries
      .filter(([name]) => name.startsWith(`${group}.`))
      .map(([name, value]) => [name.slice(group.length + 1), value] as const)
  const numbers = entries
    .filter(([name]) => name.startsWith('birthday_'))
    .map(([name, value]) => [name, Number(value)])
  const { anniversary } = typed
  const days = anniversary === undefined ? [] : writtenDays(String(anniversary))
  return {
    ...Object.fromEntries(entries.filter(([name]) => !name.includes('.'))),
    ...Object.fromEntries(numbers),
    ...(days.length > 0 && { anniversary: days[index % days.length] }),
    street_address: { kind: 'work', ...Object.fromEntries(under('street_address')) },
    custom_fields: under('custom_fields').map(([custom_field_id, value]) => ({
      custom_field_id,
      value: [value].flat().join(', '),
    })),
    consent: { given: true, text: 'Send me the newsletter' },
  }
}
