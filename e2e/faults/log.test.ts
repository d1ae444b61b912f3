import { closeSync, existsSync, openSync } from 'node:fs'
import { expect, type TestContext, test } from 'vitest'
import { openAccount } from './account.ts'
import { createRelayProcess, STOP_MS } from './relay-process.ts'
import { postSignUp } from './sign-up.ts'

/** Behaves like a file on a full disk; only Linux has it. */
const FULL = '/dev/full'
/** About 200 bytes of log each: far more than a pipe holds. */
const REQUESTS = 5000
const AT_ONCE = 20

async function aRelayThatLogsTo(output: number | 'unread', afterwards: TestContext['onTestFinished']) {
  const { environment } = await openAccount('sqlite', afterwards)
  const relay = await createRelayProcess(environment, undefined, output)
  afterwards(relay.kill)
  await relay.start()
  return relay
}

test.skipIf(!existsSync(FULL))(
  'a relay whose log is on a full disk still serves, and ends when told to',
  async ({ onTestFinished }) => {
    const full = openSync(FULL, 'w')
    onTestFinished(() => closeSync(full))
    const relay = await aRelayThatLogsTo(full, onTestFinished)
    for (let n = 0; n < 20; n += 1) expect((await fetch(`${relay.url}/health/ready`)).status).toBe(200)
    expect((await postSignUp(relay.url)).ok).toBe(true)
    expect(await relay.stop()).toBeLessThan(STOP_MS)
  },
)

test('a relay whose log nobody reads still serves, and ends when told to', async ({ onTestFinished }) => {
  const relay = await aRelayThatLogsTo('unread', onTestFinished)
  for (let n = 0; n < REQUESTS; n += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => (await fetch(`${relay.url}/health/live`)).text()),
    )
  }
  expect((await postSignUp(relay.url)).ok).toBe(true)
  expect(await relay.stop()).toBeLessThan(STOP_MS)
})
