import { describe, expect, test } from 'vitest'
import type { Answer } from '../constant-contact/api/answer.ts'
import { ABUSE_LOCK_MS, type Circumstances, isCounted, type Verdict, verdictOn } from './verdict.ts'

const later: Circumstances = {
  awaited: false,
  merged: false,
  waitedForLock: false,
  attempts: 0,
  failedAlone: 0,
  random: () => 0,
}
const refused: Answer = { kind: 'refused', fields: { first_name: 'too_long' }, maybeAbuseLock: false }
const locked: Answer = { kind: 'refused', fields: { email_address: 'refused' }, maybeAbuseLock: true }

const table: [string, Answer, Partial<Circumstances>, Verdict, counted: boolean][] = [
  ['201', { kind: 'created' }, {}, { kind: 'delivered', action: 'created' }, true],
  ['200', { kind: 'updated' }, {}, { kind: 'delivered', action: 'updated' }, true],
  [
    '400 while the visitor waits',
    refused,
    { awaited: true },
    { kind: 'refused', fields: { first_name: 'too_long' } },
    true,
  ],
  ['400 later', refused, {}, { kind: 'parked', reason: 'refused' }, true],
  ['400 to several at once', refused, { merged: true, awaited: true }, { kind: 'split' }, true],
  [
    'a lock while the visitor waits',
    locked,
    { awaited: true },
    { kind: 'refused', fields: { email_address: 'refused' } },
    true,
  ],
  [
    'a lock later',
    locked,
    {},
    { kind: 'again', reason: 'abuse_lock', inMs: ABUSE_LOCK_MS, leavesQueue: true },
    true,
  ],
  [
    'a lock on several',
    locked,
    { merged: true },
    { kind: 'again', reason: 'abuse_lock', inMs: ABUSE_LOCK_MS, leavesQueue: true },
    true,
  ],
  [
    'a lock after two days',
    locked,
    { waitedForLock: true },
    { kind: 'parked', reason: 'refused_again' },
    true,
  ],
  [
    'a gateway’s page under 403, in an outage',
    { kind: 'down', cause: 'unreadable', sent: true, status: 403 },
    { attempts: 7 },
    { kind: 'again', reason: 'down', inMs: 300_000 },
    true,
  ],
  [
    'a gateway’s page under 403, while others are accepted',
    { kind: 'down', cause: 'unreadable', sent: true, status: 403 },
    { attempts: 1, failedAlone: 2 },
    { kind: 'again', reason: 'down', inMs: 64_000 },
    true,
  ],
  [
    'a gateway’s page under 403, three times while others are accepted',
    { kind: 'down', cause: 'unreadable', sent: true, status: 403 },
    { attempts: 2, failedAlone: 3 },
    { kind: 'parked', reason: 'failing' },
    true,
  ],
  [
    'the same to several',
    { kind: 'down', cause: 'status', sent: true, status: 500 },
    { attempts: 2, failedAlone: 3, merged: true },
    { kind: 'split' },
    true,
  ],
  ['401', { kind: 'unauthorized' }, {}, { kind: 'again', reason: 'unauthorized', inMs: 0 }, false],
  ['403', { kind: 'forbidden' }, {}, { kind: 'parked', reason: 'forbidden' }, true],
  [
    '404',
    { kind: 'not_found', errorKey: 'contacts.api.not_found' },
    { awaited: true },
    { kind: 'parked', reason: 'not_found', fault: 'contacts.api.not_found' },
    true,
  ],
  [
    '400 for a list that is gone, while the visitor waits',
    { kind: 'form_refused', property: 'list_memberships', errorKey: 'contacts.api.validation.error' },
    { awaited: true },
    {
      kind: 'parked',
      reason: 'form_refused',
      fault: 'list_memberships, contacts.api.validation.error',
    },
    true,
  ],
  [
    '400 for a list that is gone, to several',
    { kind: 'form_refused' },
    { merged: true },
    { kind: 'split' },
    true,
  ],
  ['409', { kind: 'conflict' }, { attempts: 2 }, { kind: 'again', reason: 'conflict', inMs: 4000 }, true],
  ['415', { kind: 'unsupported_media_type' }, {}, { kind: 'parked', reason: 'unsupported_media_type' }, true],
  ['429 throttled', { kind: 'throttled' }, {}, { kind: 'again', reason: 'throttled', inMs: 0 }, false],
  ['429 quota', { kind: 'quota_exceeded' }, {}, { kind: 'again', reason: 'quota_exceeded', inMs: 0 }, false],
  [
    '503',
    { kind: 'down', cause: 'status', sent: true, status: 503 },
    {},
    { kind: 'again', reason: 'down', inMs: 1000 },
    true,
  ],
  [
    'a redirect',
    { kind: 'down', cause: 'unreadable', sent: true, status: 302 },
    {},
    { kind: 'again', reason: 'down', inMs: 1000 },
    true,
  ],
  [
    'a refused connection',
    { kind: 'down', cause: 'unreachable', sent: false },
    {},
    { kind: 'again', reason: 'down', inMs: 1000 },
    false,
  ],
  [
    'a cut',
    { kind: 'down', cause: 'cut', sent: true },
    {},
    { kind: 'again', reason: 'no_answer', inMs: 1000 },
    true,
  ],
  [
    'a timeout, again and again',
    { kind: 'down', cause: 'timeout', sent: true },
    { attempts: 50 },
    { kind: 'again', reason: 'no_answer', inMs: 300_000 },
    true,
  ],
]

describe.each(table)('%s', (_, answer, circumstances, verdict, counted) => {
  test(`means ${verdict.kind}`, () => {
    expect(verdictOn(answer, { ...later, ...circumstances })).toEqual(verdict)
  })

  test(counted ? 'counts toward the lock' : 'does not count toward the lock', () => {
    expect(isCounted(answer)).toBe(counted)
  })
})
