import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openPostgres } from '../../../server/store/engines/postgres.ts'
import { API_KEY, LIST } from '../../faults/account-settings.ts'
import { buildEarlierVersion } from '../../support/earlier-version.ts'
import { ask, type Place, type Question } from './client.ts'
import { PROXIES, type ProxyName } from './configurations.ts'
import { startProxy } from './proxy.ts'
import { openRelays, portOf } from './relays.ts'

/** How many visitors sign up at once, each again as soon as they are answered. */
const VISITORS = 4
/** How many sign-ups are answered before the next relay is upgraded. */
const BETWEEN = 8
/** These try again until a lone relay is back. nginx and Apache answer 502 and 503 meanwhile. */
const PATIENT: readonly ProxyName[] = ['caddy', 'haproxy']

/**
 * Version 1.0 refuses connections as soon as it is told to stop, and Caddy up to 2.11.1, and so Debian's, cannot send a post
 * again then: https://github.com/caddyserver/caddy/issues/7546. A few visitors must press the button again.
 */
const FAILS_WITH_1_0: ProxyName = 'caddy'

/**
 * Lets visitors sign up until they are told to leave. They send a sign-up again that the relay could not write down within its
 * time limit, as the widget does: on a busy machine that tells nothing about the proxy.
 */
function letVisitorsSignUp(place: Place, mayFailAtFirst: boolean) {
  const failed: string[] = []
  let answered = 0
  let pressedAgain = 0
  let open = true
  let mayFail = mayFailAtFirst
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${API_KEY}` }
  async function visit(version: 1 | 2): Promise<void> {
    while (open) {
      const body = JSON.stringify({
        submission_id: randomUUID(),
        email_address: `${randomUUID()}@a.org`,
        list_memberships: [LIST],
        consent: { given: true, text: 'Yes' },
      })
      await signUp({ method: 'POST', version, headers, body })
    }
  }
  async function signUp(question: Question): Promise<void> {
    const pressesAgain = mayFail
    const beganAt = performance.now()
    const fail = (what: string) => failed.push(`${what} after ${Math.round(performance.now() - beganAt)} ms`)
    const answer = await ask(place, '/v1/signups', question).catch(
      (error: unknown) => void fail(String(error)),
    )
    if (answer === undefined) return
    if (answer.status < 300) answered += 1
    else if (String(answer.body).includes('"code":"unavailable"')) await signUp(question)
    else if (answer.status >= 500 && pressesAgain) {
      pressedAgain += 1
      await signUp(question)
    } else fail(`${answer.status} ${answer.body}`)
  }
  const visits = Array.from({ length: VISITORS }, (_, n) => visit(n % 2 === 0 ? 1 : 2))
  return {
    failed,
    answered: () => answered,
    pressedAgain: () => pressedAgain,
    /** Whoever sends a sign-up from now on does not press the button again. */
    mustNotFail(): void {
      mayFail = false
    },
    /** Resolves once this many more are answered. */
    async more(count: number): Promise<void> {
      const enough = answered + count
      await expect.poll(() => answered, { timeout: 120_000 }).toBeGreaterThanOrEqual(enough)
    },
    async leave(): Promise<void> {
      open = false
      await Promise.all(visits)
    },
  }
}

const CASES = [...PROXIES.map((name) => ({ name, count: 2 })), ...PATIENT.map((name) => ({ name, count: 1 }))]

test.for(CASES)(
  'no sign-up fails behind $name while $count of version 1.0 are upgraded and restarted',
  async ({ name, count }, { onTestFinished }) => {
    const { startRelay, databaseUrl } = await openRelays(onTestFinished)
    const { entry } = await buildEarlierVersion()
    const first = await startRelay(entry)
    const relays = count === 1 ? [first] : [first, await startRelay(entry)]
    const [, second] = relays
    const place = await startProxy(name, [portOf(first), ...(second ? [portOf(second)] : [])], onTestFinished)
    const visitors = letVisitorsSignUp(place, name === FAILS_WITH_1_0)
    await visitors.more(BETWEEN)
    const restartEach = async () => {
      for (const relay of relays) {
        await relay.stop()
        await relay.start()
        await visitors.more(BETWEEN)
      }
    }
    await restartEach()
    visitors.mustNotFail()
    await restartEach()
    await visitors.leave()
    expect(visitors.failed).toEqual([])
    for (const relay of relays)
      expect(relay.log()).not.toMatch(/"route":"\/v1\/signups","status":503(?!.*"cause":"busy")/)
    const database = await openPostgres(databaseUrl)
    onTestFinished(database.close)
    expect(await database.all('SELECT COUNT(*) AS recorded FROM signups')).toEqual([
      { recorded: visitors.answered() },
    ])
    expect(visitors.pressedAgain()).toBeLessThanOrEqual(count * VISITORS)
    console.log(
      `${visitors.answered()} sign-ups while ${count} were upgraded and restarted; ${visitors.pressedAgain()} had to be sent again`,
    )
  },
)
