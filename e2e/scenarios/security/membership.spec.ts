import { randomUUID } from 'node:crypto'
import { expect, LONG_PATIENCE_MS, test } from '../../support/fixtures.ts'
import { type PostAnswer, post, signUpBody } from '../../support/post.ts'
import type { Relay } from '../../support/relay.ts'

/** Headers that differ between any two answers. */
const OF_THE_MOMENT = ['date']

const SETTINGS = {
  silent: { REVEAL_OUTCOME: 'false', PROOF_OF_WORK: 'off' },
  verifying: { EXISTING_CONTACTS: 'verify', PROOF_OF_WORK: 'off' },
}

function seen({ status, headers, body }: PostAnswer) {
  return { status, headers: [...headers].filter(([name]) => !OF_THE_MOMENT.includes(name)), body }
}

async function timed(relay: Relay, address: string): Promise<{ answer: PostAnswer; ms: number }> {
  const begun = performance.now()
  const answer = await post(relay, signUpBody(address))
  return { answer, ms: performance.now() - begun }
}

/**
 * How many standard deviations apart the ranks of two samples are (Mann–Whitney U). By chance it exceeds 4 once in
 * 15,000 times.
 */
function deviationsApart(one: readonly number[], other: readonly number[]): number {
  const wins = one.flatMap((a) => other.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)))
  const sum = wins.reduce<number>((total, win) => total + win, 0)
  const [n, m] = [one.length, other.length]
  return Math.abs(sum - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12)
}

for (const kind of ['silent', 'verifying'] as const) {
  test.describe(`where the relay is ${kind}`, () => {
    test('nobody learns who is a contact: not from the answer, nor from how long it takes', async ({
      freshRelayWith,
    }) => {
      const relay = await freshRelayWith(SETTINGS[kind])
      const run = randomUUID().slice(0, 8)
      const [news, known] = [0, 1].map((one) =>
        Array.from({ length: 60 }, (_, n) => `${kind}.${one}.${n}.${run}@example.com`),
      )
      await relay.sandbox.add(
        'contacts',
        (known ?? []).map((email_address) => ({ email_address })),
      )
      const samples: Record<'new' | 'known', number[]> = { new: [], known: [] }
      const answers: PostAnswer[] = []
      // In turns, each first as often as the other, so that outside load affects both alike.
      for (const [n, newcomer] of (news ?? []).entries()) {
        const pair = [
          ['new', newcomer],
          ['known', known?.[n] ?? ''],
        ] as const
        for (const [which, address] of n % 2 === 0 ? pair : pair.toReversed()) {
          const { answer, ms } = await timed(relay, address)
          samples[which].push(ms)
          answers.push(answer)
        }
      }
      const [first, ...others] = answers.map(seen)
      expect(first?.status).toBe(202)
      expect(first?.body.action).toBe('accepted')
      for (const other of others) expect(other).toEqual(first)
      expect(deviationsApart(samples.new, samples.known)).toBeLessThan(4.5)
    })

    test('no answer waits for Constant Contact or reveals what it refused', async ({ freshRelayWith }) => {
      const relay = await freshRelayWith(SETTINGS[kind])
      // Longer than a relay waits that would wait.
      await relay.sandbox.fault({ kind: 'delay', ms: LONG_PATIENCE_MS + 1000 }, { times: 2 })
      const run = randomUUID().slice(0, 8)
      // Longer than the 50 characters that Constant Contact documents.
      const tooLong = `${'x'.repeat(40)}.${run}@example.com`
      const answers = [await timed(relay, `${run}@example.com`), await timed(relay, tooLong)]
      expect(answers.map(({ ms }) => ms < LONG_PATIENCE_MS)).toEqual([true, true])
      const [first, second] = answers.map(({ answer }) => seen(answer))
      expect(second).toEqual(first)
      // Once more, after all of them have been delivered.
      await relay.sandbox.reset()
      expect(seen((await timed(relay, tooLong)).answer)).toEqual(first)
    })
  })
}
