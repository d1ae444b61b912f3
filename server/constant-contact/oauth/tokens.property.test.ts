import fc from 'fast-check'
import { expect, it } from 'vitest'
import { migrate } from '../../store/migrations/migrate.ts'
import { openDatabase } from '../../store/open.ts'
import { createRunningClock } from '../../testing/clock.ts'
import { LONG_TEST_MS, runs } from '../../testing/long-run.ts'
import { testTokenEndpoint, testTokens } from '../../testing/tokens.ts'
import { HOUR_MS } from '../../time/duration.ts'

/** What relays on one database may do, and meet, at the same moment; then time passes. */
const relay = fc.nat(2)
const event = fc.oneof(
  fc.record({ kind: fc.constant('current' as const), relay }),
  fc.record({ kind: fc.constant('rejected' as const), relay }),
  fc.record({ kind: fc.constant('keepAlive' as const), relay }),
  fc.record({ kind: fc.constant('restart' as const), relay }),
  fc.record({ kind: fc.constant('vendor away' as const) }),
)
const moment = fc.record({ events: fc.array(event, { maxLength: 6 }), hours: fc.nat(800) })

it(
  'whatever relays do at once, none spends a rotated token, and all use the newest access token',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(moment, { maxLength: 8 }), async (rotating, moments) => {
        const database = await openDatabase('file::memory:')
        await migrate(database)
        const clock = createRunningClock()
        const vendor = testTokenEndpoint(clock, { rotating })
        const start = () => testTokens({ database, vendor, clock }).tokens
        const relays = [start(), start(), start()]
        await relays[0]?.store(vendor.connect())

        for (const { events, hours } of moments) {
          await Promise.all(
            events.map(async (event) => {
              if (event.kind === 'vendor away') return vendor.answers.push({ kind: 'unavailable' })
              if (event.kind === 'restart') {
                relays[event.relay] = start()
                return
              }
              const tokens = relays[event.relay] ?? start()
              if (event.kind === 'keepAlive') return tokens.keepAlive()
              const state = await tokens.current()
              return event.kind === 'rejected' && state.kind === 'token'
                ? tokens.refreshAfter(state.accessToken)
                : state
            }),
          )
          vendor.answers.splice(0)
          clock.advance(61_000)
          const states = await Promise.all(relays.map((tokens) => tokens.current()))
          expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(1)
          expect(states[0]?.kind).toBe('token')
          clock.advance(hours * HOUR_MS)
        }
        await database.close()
      }),
      { numRuns: runs(10, 200) },
    )
  },
  LONG_TEST_MS,
)
