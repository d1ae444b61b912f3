import { expect, test } from 'vitest'
import { signedIn } from '../../testing/console.ts'
import { aRelayApp } from '../../testing/relay-app.ts'
import { aSignUp } from '../../testing/sign-up.ts'
import { STEPS } from './steps.tsx'

const NOTHING = { CTCT_CLIENT_ID: '', ALLOWED_ORIGINS: '', ALLOWED_LISTS: '', EXISTING_CONTACTS: '' }

test('nobody sets a new relay up without a code of its owner', async () => {
  const app = await aRelayApp('vendor', NOTHING)
  for (const step of ['', ...STEPS.map((name) => `/${name}`)]) {
    for (const init of [{}, { method: 'POST', body: new URLSearchParams({ CTCT_CLIENT_ID: 'mine' }) }]) {
      const answer = await app.ask(`/console/set-up${step}`, init)
      expect(answer.headers.get('location'), step).toMatch(/^\/console\/sign-in/)
    }
  }
  expect((await app.stored.read()).values).toEqual({})
})

test('a new relay leads its owner to set-up, and refuses visitors until it is done', async () => {
  const app = await aRelayApp('vendor', NOTHING)
  expect((await app.ask('/')).headers.get('location')).toBe('/console')
  expect(await (await app.post(aSignUp())).json()).toMatchObject({ status: 503, code: 'unavailable' })
  for (const init of [{}, { method: 'POST' }])
    expect((await app.ask('/connect', init)).headers.get('location')).toBe('/console')
  const { get, post } = await signedIn(app)
  for (const page of ['sign-ups', 'people']) expect((await get(`/console/${page}`)).status, page).toBe(200)
  expect((await get('/console')).headers.get('location')).toBe('/console/set-up/address')
  const wrong = await post('/console/set-up/address', { version: '0', ALLOWED_ORIGINS: '' })
  expect(await wrong.text()).toContain('Enter at least one site')
  const right = await post('/console/set-up/address', { version: '0', ALLOWED_ORIGINS: 'www.bakery.example' })
  expect(right.headers.get('location')).toBe('/console/set-up/application')
  const application = { version: '1', CTCT_CLIENT_ID: 'sandbox-application' }
  const checked = await post('/console/set-up/application', application)
  expect(checked.headers.get('location')).toBe('/console/set-up/allow')
  expect((await app.stored.read()).values).toEqual({
    ALLOWED_ORIGINS: 'https://www.bakery.example',
    CTCT_CLIENT_ID: 'sandbox-application',
  })
  expect(app.lines.join('')).not.toContain('fault')
})

test('a relay that the environment sets up has the same pages, with everything locked', async () => {
  const app = await aRelayApp('vendor')
  const { get } = await signedIn(app)
  expect((await get('/console')).status).toBe(200)
  const page = await (await get('/console/set-up/address')).text()
  expect(page).toContain('Set in the relay’s environment, as <code>ALLOWED_ORIGINS</code>')
})
