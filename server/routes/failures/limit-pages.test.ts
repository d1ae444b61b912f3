import { expect, it } from 'vitest'
import { aRelayApp } from '../../testing/relay-app.ts'
import { LIST } from '../../testing/sign-up.ts'

it.each([`/form?lists=${LIST}`, `/v1/snippet?lists=${LIST}`, '/confirm?link=x', '/connect?code=x'])(
  'limits %s by network, with a page that says when to come back',
  async (path) => {
    const app = await aRelayApp('vendor', { RATE_PER_NETWORK: '2' })
    const ask = () => app.ask(path, { headers: { 'accept-language': 'de' } })
    for (let n = 0; n < 20; n += 1) expect((await ask()).status).not.toBe(429)
    const answer = await ask()
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await answer.text()).toMatch(/<html lang="de".*Zu viele Versuche/s)
  },
)

it('never limits health checks and scripts, and counts sign-ups apart', async () => {
  const app = await aRelayApp('vendor', { RATE_PER_NETWORK: '1' })
  for (let n = 0; n < 20; n += 1) {
    await app.ask(`/form?lists=${LIST}`)
    expect((await app.ask('/health/ready')).status).toBe(200)
    expect((await app.ask('/v1/signup.js')).status).toBe(200)
  }
  expect((await app.post({})).status).toBe(422)
})
