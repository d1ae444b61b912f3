import { pino } from 'pino'
import { expect, test } from 'vitest'
import { StoreError, type StoreFault } from '../../store/database.ts'
import { createTestClock } from '../../testing/clock.ts'
import type { Alert } from './alert.ts'
import type { SendResult } from './channels.ts'
import type { PastIncident } from './incidents.ts'
import { createStoreAlert, createStoreAlertMemory } from './store-alert.ts'

function testStoreAlert() {
  const clock = createTestClock()
  const brought: Alert[] = []
  const lines: string[] = []
  const world = {
    ...{ clock, brought, lines },
    fault: undefined as StoreFault | undefined,
    answer: { kind: 'sent' } as SendResult,
    recorded: [] as PastIncident[],
    record: async (past: PastIncident): Promise<void> => void world.recorded.push(past),
  }
  const memory = createStoreAlertMemory()
  const aStoreAlert = () =>
    createStoreAlert({
      memory,
      async probe() {
        if (world.fault !== undefined) throw new StoreError(world.fault, 'ada@example.org')
      },
      channels: [
        {
          name: 'webhook',
          async send(alert) {
            if (world.answer.kind === 'sent') brought.push(alert)
            return world.answer
          },
        },
      ],
      record: (past) => world.record(past),
      now: clock.now,
      sleep: clock.sleep,
      log: pino({ base: null }, { write: (line: string) => lines.push(line) }),
    })
  let alert = aStoreAlert()
  return Object.assign(world, {
    changeSettings() {
      alert = aStoreAlert()
    },
    async look(times: number) {
      for (let n = 0; n < times; n += 1) {
        await alert.check()
        clock.advance(10_000)
      }
    },
  })
}

const FAULTS: StoreFault[] = ['full', 'busy', 'unreachable', 'moved', 'newer', 'constraint', 'broken']
test.each(FAULTS)(
  'alerts once that no sign-up can be kept while the database is %s, and once that they can again',
  async (fault) => {
    const world = testStoreAlert()
    world.fault = fault
    const since = world.clock.now()
    await world.look(9)
    expect(world.brought).toMatchObject([{ alert: 'store', trouble: 'store', since }])
    expect(world.brought[0]?.sentence).toMatch(/^No sign-up can be kept: the database .+\. .+\.$/)
    world.fault = undefined
    await world.look(3)
    expect(world.brought.slice(1)).toMatchObject([{ alert: 'recovered', trouble: 'store', since }])
    expect(world.lines.join()).not.toContain('ada@')
  },
)

test('does not alert to a database that is away for a moment', async () => {
  const world = testStoreAlert()
  for (let n = 0; n < 3; n += 1) {
    world.fault = 'busy'
    await world.look(2)
    world.fault = undefined
    await world.look(1)
  }
  expect(world.brought).toEqual([])
})

test('retries what could not be sent, and sends no alert that is over', async () => {
  const world = testStoreAlert()
  world.answer = { kind: 'failed', cause: 'ESOCKET' }
  world.fault = 'full'
  await world.look(5)
  world.fault = undefined
  await world.look(1)
  world.answer = { kind: 'sent' }
  await world.look(2)
  expect(world.brought).toMatchObject([{ alert: 'recovered' }])
})

test('a clock that was set back does not put the alert off', async () => {
  const world = testStoreAlert()
  world.fault = 'full'
  await world.look(1)
  world.clock.advance(-86_400_000)
  await world.look(3)
  expect(world.brought).toHaveLength(1)
})

test('writes down what is over, with what it was, once the database takes it', async () => {
  const world = testStoreAlert()
  const record = world.record
  world.record = async () => {
    throw new StoreError('busy', 'locked')
  }
  world.fault = 'full'
  const beganAt = world.clock.now()
  await world.look(3)
  world.fault = undefined
  const mendedAt = world.clock.now()
  await world.look(2)
  expect(world.recorded).toEqual([])
  world.record = record
  await world.look(3)
  const sentence = expect.stringContaining('the database is full')
  expect(world.recorded).toEqual([{ trouble: 'store', sentence, beganAt, mendedAt }])
})

test('tells the end of a trouble through the channels of new settings, and again what could not be sent', async () => {
  const world = testStoreAlert()
  world.fault = 'full'
  await world.look(3)
  world.fault = undefined
  world.changeSettings()
  world.answer = { kind: 'failed', cause: 'ESOCKET' }
  await world.look(1)
  world.changeSettings()
  world.answer = { kind: 'sent' }
  await world.look(1)
  expect(world.brought).toMatchObject([{ alert: 'store' }, { alert: 'recovered' }])
})
