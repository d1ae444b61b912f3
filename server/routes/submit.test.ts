import { expect, test } from 'vitest'
import type { SignUp } from '../contract.ts'
import { aSignUp, REQUEST } from '../testing/sign-up.ts'
import { aWorld } from '../testing/world.ts'
import { submitThroughOutbox } from './submit.ts'

const KNOWN = 'augusta@example.org'

async function aRoute(reveals: boolean) {
  const world = await aWorld('sqlite')
  world.vendor.sandbox.control.putContacts([{ email_address: KNOWN }])
  const log = { info: () => undefined }
  const submit = submitThroughOutbox({ outbox: world.outbox, reveals, sleep: world.clock.sleep, log })
  world.dispatcher.start()
  return {
    ...world,
    submit,
    /** Submits, and moves the clock until there is an answer. */
    answer: (part: Partial<SignUp>) => world.clock.run(submit(aSignUp(part), REQUEST)),
  }
}

test('says what became of a sign-up', async () => {
  const { answer } = await aRoute(true)
  expect(await answer({})).toEqual('created')
  expect(await answer({ email_address: KNOWN })).toEqual('updated')
  expect(await answer({ email_address: 'eve@example.org', first_name: 'x'.repeat(51) })).toMatchObject({
    code: 'invalid_fields',
  })
})

test('gives the same answer to everybody if the outcome is private, even if refused or long delivered', async () => {
  const { submit, drained, states } = await aRoute(false)
  const submission_id = crypto.randomUUID()
  const posts = [
    { submission_id },
    { email_address: KNOWN },
    { email_address: 'eve@example.org', first_name: 'x'.repeat(51) },
  ]
  const accepted = 'accepted'
  for (const part of posts) expect(await submit(aSignUp(part), REQUEST)).toEqual(accepted)
  await drained()
  // What Constant Contact refused is the owner's to see, since nobody else is told.
  expect(await states()).toEqual(['created', 'updated', 'refused'])
  for (const part of posts) expect(await submit(aSignUp(part), REQUEST)).toEqual(accepted)
})

test('a held sign-up is answered at once, the same for everybody', async () => {
  const { submit, states } = await aRoute(true)
  expect(await submit(aSignUp(), { ...REQUEST, hold: true })).toBe('accepted')
  expect(await states()).toEqual(['unconfirmed'])
})

test('a store that does not answer delays nobody longer than their patience and three seconds', async () => {
  const world = await aWorld('sqlite')
  const never = new Promise<never>(() => undefined)
  const submit = submitThroughOutbox({
    outbox: { ...world.outbox, record: () => never },
    reveals: true,
    sleep: world.clock.sleep,
    log: { info: () => undefined },
  })
  const begun = world.clock.now()
  expect(await world.clock.run(submit(aSignUp(), REQUEST))).toMatchObject({
    code: 'unavailable',
    cause: 'busy',
  })
  expect(world.clock.now() - begun).toBeLessThan(REQUEST.patienceMs + 3000)
})
