import { expect, test } from 'vitest'
import { createRoutes } from '../routes/routes.ts'
import { createGenerations, type Generation } from './generations.ts'

function aSignal() {
  let give: () => void = () => undefined
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give: () => give() }
}

/** A generation that answers with its name, once it is let, and counts what is started and stopped. */
function aGeneration(name: string) {
  const counts = { started: 0, stopped: 0, endWaits: 0 }
  const answer = aSignal()
  const pending = aSignal()
  const loop = {
    start() {
      counts.started += 1
    },
    async stop() {
      await pending.given
      counts.stopped += 1
    },
  }
  const app = createRoutes()
  app.get('/', async (context) => {
    await answer.given
    return context.text(name)
  })
  const endWaits = () => {
    counts.endWaits += 1
  }
  const generation: Generation = { app, loops: [loop, loop], endWaits }
  return { ...{ counts, generation }, answer: answer.give, finish: pending.give }
}

const ask = async (generations: ReturnType<typeof createGenerations>) =>
  (await generations.fetch(new Request('http://localhost/'), {})).text()

test('a request ends on the generation that it began with, and the next one begins on the new', async () => {
  const [first, second] = [aGeneration('first'), aGeneration('second')]
  const generations = createGenerations(first.generation)
  generations.start()
  const before = ask(generations)
  generations.replace(second.generation)
  const after = ask(generations)
  second.answer()
  expect(await after).toBe('second')
  first.answer()
  expect(await before).toBe('first')
})

test('starts the loops of the new generation while those of the old one finish, and waits for both at a stop', async () => {
  const [first, second] = [aGeneration('first'), aGeneration('second')]
  const generations = createGenerations(first.generation)
  generations.start()
  generations.replace(second.generation)
  expect([first.counts.started, second.counts.started]).toEqual([2, 2])
  generations.endWaits(0)
  expect([first.counts.endWaits, second.counts.endWaits]).toEqual([1, 1])
  let isStopped = false
  const stopped = generations.stop().then(() => {
    isStopped = true
  })
  second.finish()
  await new Promise((resolve) => setImmediate(resolve))
  expect(isStopped).toBe(false)
  first.finish()
  await stopped
  expect([first.counts.stopped, second.counts.stopped]).toEqual([2, 2])
})

test('stops everything that it started, however often the settings change, and keeps none of it', async () => {
  const all = Array.from({ length: 51 }, (_, n) => aGeneration(String(n)))
  for (const { finish } of all) finish()
  const [first, ...others] = all.map(({ generation }) => generation)
  if (first === undefined) throw new Error('There are generations')
  const generations = createGenerations(first)
  generations.start()
  for (const next of others) generations.replace(next)
  await new Promise((resolve) => setImmediate(resolve))
  expect(all.filter(({ counts }) => counts.started === 2 && counts.stopped === 2)).toHaveLength(50)
  generations.endWaits(0)
  expect(all.filter(({ counts }) => counts.endWaits > 0)).toHaveLength(1)
})
