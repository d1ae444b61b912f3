import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { aSignUp, post } from '../bench/relay/load.ts'
import { openAccount } from './account.ts'
import { createRelayProcess } from './relay-process.ts'

const SIGN_UPS = 20_000
const WITHIN_MS = 180_000
const MEMORY_BYTES = 150_000_000
/** As many visitors as a balancer keeps connections for. */
const CONNECTIONS = 64
const RETRY_MS = 1000

test('20,000 sign-ups in three minutes stay within the memory that is promised', async ({
  onTestFinished,
}) => {
  const { environment } = await openAccount('sqlite', onTestFinished)
  const relay = await createRelayProcess(environment)
  await relay.start()
  onTestFinished(relay.kill)
  const agent = new Agent({ keepAlive: false, maxSockets: CONNECTIONS })
  const start = performance.now()
  let most = 0
  let turnedAway = 0
  /** Like the widget it posts again, since a slow machine may let visitors wait too long. */
  const signUp = async () => {
    const body = aSignUp()
    for (;;) {
      const status = await post(relay.url, agent, body)
      if (status !== 503) return status
      turnedAway += 1
      await pause(RETRY_MS)
    }
  }
  const answers: Promise<number>[] = []
  while (answers.length < SIGN_UPS) {
    most = Math.max(most, await relay.memory())
    await pause(500)
    const due = Math.min(SIGN_UPS, ((performance.now() - start) / WITHIN_MS) * SIGN_UPS)
    while (answers.length < due) answers.push(signUp())
  }
  const statuses = await Promise.all(answers)
  most = Math.max(most, await relay.memory())
  const seconds = ((performance.now() - start) / 1000).toFixed(0)
  const memory = `at most ${(most / 1e6).toFixed(1)} MB on Node ${process.versions.node}`
  console.log(`${SIGN_UPS} sign-ups in ${seconds} s: ${memory}, ${turnedAway} turned away for a moment`)
  expect(statuses.filter((status) => status < 200 || status >= 300)).toEqual([])
  expect(most).toBeLessThan(MEMORY_BYTES)
})
