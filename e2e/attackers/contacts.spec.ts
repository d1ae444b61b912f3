import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { test as base, expect } from '../support/fixtures.ts'
import { linksOf, linkTo, mailsTo } from '../support/mailbox.ts'
import { type PostAnswer, post, signUpBody } from '../support/post.ts'
import type { Relay } from '../support/relay.ts'

// In one worker, so that its relays are started once.
base.describe.configure({ mode: 'default' })

type Kind = 'verify' | 'append' | 'silent'
const SETTINGS: Record<Kind, Record<string, string>> = {
  verify: { EXISTING_CONTACTS: 'verify' },
  append: { EXISTING_CONTACTS: 'append' },
  silent: { REVEAL_OUTCOME: 'false' },
}
const test = base.extend<{ known: string; relayThat: (kind: Kind) => Promise<Relay> }>({
  relayThat: async ({ relayWith }, use) =>
    use((kind) => relayWith({ PROOF_OF_WORK: 'off', ...SETTINGS[kind] })),
  // Playwright reads the fixture names from this destructuring pattern, which may not be empty.
  known: async ({ browserName: _any }, use) => use(`augusta.${randomUUID().slice(0, 8)}@example.com`),
})

const MALLORY = { first_name: 'Mallory', phone_number: '+1 555 0100' }

async function contact({ sandbox }: Relay, address: string): Promise<Record<string, unknown> | undefined> {
  const { contacts } = await sandbox.state()
  return contacts.find(({ email_address }) => JSON.stringify(email_address).includes(address))
}

async function knows(relay: Relay, address: string): Promise<void> {
  await relay.sandbox.add('contacts', [{ email_address: address, first_name: 'Augusta' }])
}

/** A later sign-up of somebody else: once it has arrived, the earlier one would have arrived too. */
async function afterwards(relay: Relay): Promise<void> {
  const address = `last.${randomUUID().slice(0, 8)}@example.com`
  await post(relay, signUpBody(address))
  await expect.poll(() => contact(relay, address)).toBeDefined()
}

for (const kind of ['append', 'verify'] as const) {
  test(`typing somebody else’s address changes nothing about that contact where existing contacts ${kind}`, async ({
    relayThat,
    known,
  }) => {
    const relay = await relayThat(kind)
    await knows(relay, known)
    const before = await contact(relay, known)
    const everywhere = { first_name: 'Mallory', street_address: { kind: 'home', city: 'Nowhere' } }
    for (const part of [MALLORY, everywhere]) await post(relay, signUpBody(known, part))
    await post(relay, signUpBody(known.toUpperCase(), MALLORY))
    await afterwards(relay)
    const now = await contact(relay, known)
    expect(JSON.stringify(now)).not.toMatch(/Mallory|555 0100|Nowhere/)
    expect(now?.['first_name']).toBe(before?.['first_name'])
  })
}

test('signing an address up again and again does not make enough calls to get it locked', async ({
  freshRelayWith,
  known,
}) => {
  const relay = await freshRelayWith({ PROOF_OF_WORK: 'off', REVEAL_OUTCOME: 'false' })
  for (let n = 0; n < 12; n += 1) {
    await post(relay, signUpBody(known, { first_name: `Mallory ${n}` }))
    await afterwards(relay)
  }
  const calls = (await relay.sandbox.signUps()).filter((body) => JSON.stringify(body).includes(known))
  expect(calls.length).toBeGreaterThan(0)
  expect(calls.length).toBeLessThanOrEqual(3)
})

const seen = ({ status, headers, body }: PostAnswer) => ({
  status,
  headers: [...headers].filter(([name]) => name !== 'date'),
  body,
})

for (const kind of ['silent', 'verify'] as const) {
  test(`neither answer nor headers reveal who is on a list where the relay is set to ${kind}`, async ({
    relayThat,
    known,
  }) => {
    const relay = await relayThat(kind)
    await knows(relay, known)
    const submission_id = randomUUID()
    const answers = [
      await post(relay, signUpBody(known)),
      await post(relay, signUpBody(`new.${known}`)),
      await post(relay, signUpBody(known, { submission_id })),
      await post(relay, signUpBody(`other.${known}`, { submission_id })),
    ].map(seen)
    expect(answers[0]?.status).toBe(202)
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })
}

test('reusing somebody else’s submission_id reveals nothing and blocks no sign-up', async ({
  relay,
  address,
}) => {
  const submission_id = randomUUID()
  expect((await post(relay, signUpBody(address, { submission_id }))).body.action).toBe('created')
  await knows(relay, `known.${address}`)
  const guessed = [
    await post(relay, signUpBody(`new.${address}`, { submission_id })),
    await post(relay, signUpBody(`known.${address}`, { submission_id })),
  ]
  expect(guessed.map(({ body }) => body.action)).toEqual(['created', 'updated'])
  expect(await relay.sandbox.signUps()).toHaveLength(3)
})

test('an attacker cannot change what a confirmation mail says, where it links, or how often it is sent', async ({
  relayThat,
  known,
}) => {
  const relay = await relayThat('verify')
  await knows(relay, known)
  const words = 'Buy-at-evil.example'
  const said = {
    first_name: words,
    last_name: words,
    company_name: words,
    page: `https://evil.example/${words}`,
  }
  const headers = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    referer: 'https://evil.example/',
  }
  await post(relay, signUpBody(known, { ...said, consent: { given: true, text: words } }), headers)
  for (let n = 0; n < 5; n += 1) await post(relay, signUpBody(known, { first_name: `${words} ${n}` }))
  const [mail] = await mailsTo(relay, known)
  expect(JSON.stringify(mail)).not.toContain('evil.example')
  for (const link of mail ? linksOf(mail) : []) expect(new URL(link).origin).toBe(relay.url)
  await afterwards(relay)
  await mailsTo(relay, known, 1)
})

test('a forged, changed, used or expired link confirms nothing, and opening a link is not enough', async ({
  relayThat,
  known,
}) => {
  const relay = await relayThat('verify')
  await knows(relay, known)
  await post(relay, signUpBody(known, MALLORY))
  const link = await linkTo(relay, known)
  const token = new URL(link).searchParams.get('link') ?? ''
  const press = async (value: string, answer = 'confirm', more: Record<string, string> = {}) =>
    fetch(`${relay.url}/confirm`, {
      method: 'POST',
      body: new URLSearchParams({ link: value, answer }),
      ...more,
    })
  const [id = '', signature = ''] = token.split('.')
  const forged = [
    '',
    'x',
    id,
    `${id}.`,
    `${id}.${'A'.repeat(signature.length)}`,
    `${id}.${signature.slice(1)}A`,
    `${id.slice(1)}A.${signature}`,
    `.${signature}`,
    `${token}${token}`,
    "' OR 1=1 --",
  ].filter((value) => value !== token)
  for (const value of forged) expect(await (await press(value)).text()).toContain('no longer works')
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT'])
    await fetch(`${link}&answer=confirm`, { method, headers: { 'x-http-method-override': 'POST' } })
  await press(token, 'yes')
  await press(token, '__proto__')
  await afterwards(relay)
  expect((await contact(relay, known))?.['first_name']).toBe('Augusta')

  const database = new DatabaseSync(join(relay.folder, 'relay.db'))
  database.exec('PRAGMA busy_timeout = 5000')
  const [row] = database.prepare('SELECT id, expires_at FROM confirmations WHERE mailed_at IS NOT NULL').all()
  expect(JSON.stringify(row), 'the database alone makes no link').not.toContain(signature)
  database.exec('UPDATE confirmations SET expires_at = expires_at - 700000000')
  expect(await (await press(token)).text()).toContain('no longer works')
  database.exec('UPDATE confirmations SET expires_at = expires_at + 700000000')
  database.close()

  expect(await (await press(token)).text()).toContain('Thank you')
  await expect.poll(async () => (await contact(relay, known))?.['first_name']).toBe('Mallory')
  const sent = (await relay.sandbox.signUps()).length
  await press(token)
  await press(token, 'not_me')
  await afterwards(relay)
  expect(await relay.sandbox.signUps()).toHaveLength(sent + 1)
})
