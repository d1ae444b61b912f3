import { describe, expect, test } from 'vitest'
import type { Facts } from '../../operator/facts.ts'
import { HEALTHY_MAIL } from '../../operator/mail-facts.ts'
import { counts, testFacts } from '../../testing/facts.ts'
import { headline } from './headline.ts'

const at = (facts: Partial<Facts>, rest = {}) =>
  headline({ facts: testFacts(facts), storeFault: undefined, maxWaiting: 100, ...rest })
const waiting = (count: number, oldestWaitingSeconds: number, facts: Partial<Facts> = {}) => ({
  ...{ counts: counts({ waiting: count }), oldestWaitingSeconds, ...facts },
})
const NEVER = { kind: 'disconnected', reason: 'never_connected' } as const
const LOST = { kind: 'disconnected', reason: 'grant_lost' } as const
const NOBODY = counts({ delivered: 0, refused: 0 })

describe('the headline says', () => {
  test.each<[string, Partial<Facts>, string]>([
    ['well', {}, 'Everything has arrived.'],
    ['well', { counts: NOBODY }, 'Everything is ready. Nobody has signed up yet.'],
    [
      'well',
      { counts: counts({ held: 1 }) },
      'Everything has arrived, except 1 that waits for its contact to confirm.',
    ],
    [
      'well',
      { counts: counts({ held: 4 }) },
      'Everything has arrived, except 4 that wait for their contacts to confirm.',
    ],
    ['well', waiting(2, 5), '2 sign-ups are on the way to Constant Contact.'],
    ['well', waiting(1, 0), '1 sign-up is on the way to Constant Contact.'],
    ['wait', waiting(12, 300), '12 sign-ups are waiting for Constant Contact, the oldest for 5 minutes.'],
    ['wait', waiting(1, 7200), '1 sign-up is waiting for Constant Contact, for 2 hours.'],
    [
      'wait',
      waiting(3, 90, { downCause: 'HTTP 503' }),
      '3 sign-ups are waiting for Constant Contact, the oldest for 1 minute. The last call to Constant Contact failed (HTTP 503).',
    ],
    [
      'wait',
      waiting(12, 9000, { quota: { used: 10_000, perDay: 10_000 } }),
      'Today’s 10,000 calls to Constant Contact are used up. 12 sign-ups will be sent after 00:00 UTC.',
    ],
    [
      'problem',
      waiting(1, 70, { downCause: 'CERT_HAS_EXPIRED' }),
      '1 sign-up is waiting for Constant Contact, for 1 minute. No secure connection to Constant Contact (CERT_HAS_EXPIRED): check this machine’s clock, its root certificates, and any proxy in between.',
    ],
    ['problem', { counts: counts({ parked: 3 }) }, '3 sign-ups need you.'],
    ['problem', { counts: counts({ parked: 1, waiting: 20 }) }, '1 sign-up needs you.'],
    [
      'problem',
      { connection: NEVER, counts: NOBODY },
      'The relay is not connected to Constant Contact yet. New sign-ups will wait.',
    ],
    [
      'problem',
      { connection: LOST, counts: counts({ waiting: 1, parked: 2 }) },
      'The relay is no longer connected to Constant Contact. 1 sign-up is waiting.',
    ],
    [
      'problem',
      { connection: { kind: 'disconnected', reason: 'undecryptable' }, counts: counts({ waiting: 5 }) },
      'The relay’s key (SECRET_KEY) does not decrypt the connection to Constant Contact. 5 sign-ups are waiting.',
    ],
    ['problem', { cloned: true, connection: LOST }, 'Another installation is using a copy of this database.'],
    [
      'problem',
      { mail: { ...HEALTHY_MAIL, failingSeconds: 700 }, counts: counts({ held: 2 }) },
      'Mails cannot be sent, so contacts who must confirm cannot: 2 sign-ups so far.',
    ],
    [
      'problem',
      { counts: counts({ waiting: 90, recorded: 10 }) },
      '100 sign-ups are waiting, the most that this relay may keep (MAX_WAITING), so new ones are turned away.',
    ],
  ])('%s: %j', (kind, facts, sentence) => {
    expect(at(facts)).toMatchObject({ kind, sentence })
  })

  test('first of all that no sign-up can be kept', () => {
    const { kind, sentence } = at({ cloned: true, connection: LOST }, { storeFault: 'full' })
    expect([kind, sentence]).toEqual([
      'problem',
      expect.stringMatching(/^No sign-up can be kept: the database is full\./),
    ])
  })

  test('where to do something about it', () => {
    expect(at({ counts: counts({ parked: 3 }) }).link?.path).toBe('/console/sign-ups?state=parked')
    expect(at({ connection: LOST }).link).toEqual({ path: '/console/account', text: 'Reconnect' })
    expect(at({}).link).toBeUndefined()
  })
})
