import pino from 'pino'
import type { RefreshAnswer } from '../constant-contact/oauth/authorization.ts'
import { createTokens, type Tokens } from '../constant-contact/oauth/tokens.ts'
import type { Database } from '../store/database.ts'
import { createSeal } from '../store/sealed.ts'
import { DAY_MS } from '../time/duration.ts'
import type { TestClock } from './clock.ts'

const KEY = 'a secret key of thirty-two or more characters'

/** The vendor's token endpoint: a used refresh token ends the grant. `answers` are given first, in order. */
export function testTokenEndpoint(clock: TestClock, { rotating = true }: { rotating?: boolean } = {}) {
  const calls: string[] = []
  const answers: RefreshAnswer[] = []
  let count = 0
  let valid: string | undefined = 'refresh-0'
  return {
    calls,
    answers,
    connect() {
      valid = `refresh-${count}`
      return { accessToken: `access-${count}`, refreshToken: valid, lifeMs: DAY_MS }
    },
    revoke() {
      valid = undefined
    },
    async refresh(refreshToken: string): Promise<RefreshAnswer> {
      calls.push(refreshToken)
      const prepared = answers.shift()
      if (prepared !== undefined) return prepared
      if (refreshToken !== valid) {
        valid = undefined
        return { kind: 'invalid_grant' }
      }
      count += 1
      if (rotating) valid = `refresh-${count}`
      // A real answer takes a while, during which others may ask.
      await clock.sleep(20)
      return {
        kind: 'tokens',
        pair: { accessToken: `access-${count}`, lifeMs: DAY_MS, ...(rotating && { refreshToken: valid }) },
      }
    },
  }
}

type Relay = {
  database: Database
  vendor: ReturnType<typeof testTokenEndpoint>
  clock: TestClock
  secretKeys?: string[]
  seedRefreshToken?: string
}

/** The tokens of one relay, and every line it logged. */
export function testTokens({ database, vendor, clock, secretKeys = [KEY], seedRefreshToken }: Relay): {
  tokens: Tokens
  lines: string[]
} {
  const lines: string[] = []
  const tokens = createTokens({
    database: clock.watch(database),
    seal: createSeal(secretKeys, 'connection'),
    authorization: vendor,
    now: clock.now,
    sleep: clock.sleep,
    log: pino({ base: null }, { write: (line: string) => lines.push(line) }),
    ...(seedRefreshToken !== undefined && { seedRefreshToken }),
  })
  return { tokens, lines }
}
