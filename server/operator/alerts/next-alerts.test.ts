import { describe, expect, it } from 'vitest'
import { counts, testFacts } from '../../testing/facts.ts'
import { HOUR_MS } from '../../time/duration.ts'
import type { Facts } from '../facts.ts'
import { HEALTHY_MAIL } from '../mail-facts.ts'
import { TROUBLES } from './alert.ts'
import { type Episodes, lastingAlerts, nextAlerts } from './next-alerts.ts'

const NOW = Date.UTC(2026, 4, 1)
const HEALTHY = testFacts()
const LOST = testFacts({ connection: { kind: 'disconnected', reason: 'grant_lost' } })

/** What is told while one after another of these are the facts, an hour apart. */
function told(...all: Facts[]): string[][] {
  let episodes: Episodes = {}
  return all.map((facts, hours) => {
    const next = nextAlerts(episodes, facts, NOW + hours * HOUR_MS)
    // Between two looks the episodes lie in the database.
    episodes = JSON.parse(JSON.stringify(next.episodes))
    return next.alerts.map(({ alert, trouble }) => (alert === trouble ? alert : `${alert} from ${trouble}`))
  })
}

const ONCE: [string, Facts][] = [
  ['disconnected', LOST],
  ['cloned', testFacts({ cloned: true })],
  [
    'form',
    testFacts({
      counts: counts({ parked: 2 }),
      ownerFaults: [{ fault: 'list_memberships, contacts.api.not_found', count: 2 }],
    }),
  ],
  ['parked', testFacts({ counts: counts({ parked: 1 }) })],
  ['waiting', testFacts({ oldestWaitingSeconds: 3601, counts: counts({ waiting: 5 }) })],
  ['quota', testFacts({ quota: { used: 9000, perDay: 10_000 } })],
  ['mail', testFacts({ mail: { ...HEALTHY_MAIL, failingSeconds: 601, cause: 'ECONNECTION' } })],
]

describe('the next alerts', () => {
  it('are none while all is well', () => {
    expect(told(HEALTHY, HEALTHY)).toEqual([[], []])
  })

  it.each(ONCE)('report %s once an episode, and once that it is over', (trouble, ill) => {
    expect(told(ill, ill, ill, HEALTHY, HEALTHY, ill)).toEqual([
      [trouble],
      [],
      [],
      [`recovered from ${trouble}`],
      [],
      [trouble],
    ])
  })

  it('cover every trouble', () => {
    expect(ONCE.map(([trouble]) => trouble)).toEqual([...TROUBLES])
  })

  it('report troubles separately', () => {
    const both = { ...LOST, counts: counts({ parked: 2 }) }
    const parked = testFacts({ counts: counts({ parked: 2 }) })
    expect(told(LOST, both, parked, HEALTHY)).toEqual([
      ['disconnected'],
      ['parked'],
      ['recovered from disconnected'],
      ['recovered from parked'],
    ])
  })

  it('do not report each parked sign-up, but more of them after a day', () => {
    const parked = (count: number) => testFacts({ counts: counts({ parked: count }) })
    const all = Array.from({ length: 60 }, (_, hour) => parked(1 + hour))
    const days = told(...all).flatMap((alerts, hour) => (alerts.length > 0 ? [hour] : []))
    expect(days).toEqual([0, 24, 48])
    const same = Array.from({ length: 60 }, () => parked(3))
    expect(told(...same).flat()).toEqual(['parked'])
    // Two were dropped, then another was parked.
    const fewer = [parked(3), parked(1), ...Array.from({ length: 30 }, () => parked(2))]
    expect(told(...fewer).flat()).toEqual(['parked', 'parked'])
  })

  it('report a form’s fault once, another at once, and other parked sign-ups beside it', () => {
    const list = { fault: 'list_memberships, contacts.api.not_found', count: 3 }
    const field = { fault: 'custom_fields, contacts.api.validation.error', count: 1 }
    const facts = (parked: number, ...ownerFaults: Facts['ownerFaults']) =>
      testFacts({ counts: counts({ parked }), ownerFaults })
    const all = [
      facts(3, list),
      facts(30, { ...list, count: 30 }),
      facts(4, list, field),
      facts(5, list, field),
    ]
    expect(told(...all)).toEqual([['form'], [], ['form'], ['parked']])
    const [alert] = nextAlerts({}, facts(4, list, field), NOW).alerts
    expect(alert?.sentence).toContain('list_memberships, contacts.api.not_found (3 sign-ups); custom_fields')
  })

  it('do not flap while the wait is about an hour', () => {
    const waits = [3601, 3599, 3602, 3000, 3700, 1799, 1801, 3500].map((oldestWaitingSeconds) =>
      testFacts({ oldestWaitingSeconds }),
    )
    expect(told(...waits).flat()).toEqual(['waiting', 'recovered from waiting'])
  })

  it('wait for a first sign-up before they ask a new owner to connect', () => {
    const fresh = testFacts({ connection: { kind: 'disconnected', reason: 'never_connected' } })
    expect(told(fresh, { ...fresh, counts: counts({ recorded: 1 }) }).flat()).toEqual(['disconnected'])
  })

  it.each([
    'CERT_HAS_EXPIRED',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'INVALID_CA',
    'HOSTNAME_MISMATCH',
  ])('report an insecure connection at once, and why: %s', (downCause) => {
    const insecure = testFacts({ downCause, counts: counts({ waiting: 1 }) })
    expect(told(insecure, insecure, HEALTHY)).toEqual([['disconnected'], [], ['recovered from disconnected']])
    const [alert] = nextAlerts({}, insecure, NOW).alerts
    expect(alert?.sentence).toContain(`No secure connection to Constant Contact (${downCause}): check this`)
    expect(alert?.sentence).toContain('1 sign-up so far will be delivered once')
    expect(alert?.sentence).not.toContain('reconnect')
  })

  it('wait an hour for what may pass', () => {
    const away = ['HTTP 503', 'ECONNREFUSED', 'timeout', 'unreadable'].map((downCause) =>
      testFacts({ downCause }),
    )
    expect(told(...away).flat()).toEqual([])
  })

  it('report a lost connection after an insecure one', () => {
    const insecure = testFacts({ downCause: 'CERT_HAS_EXPIRED' })
    expect(told(insecure, LOST, LOST, insecure, HEALTHY).flat()).toEqual([
      'disconnected',
      'disconnected',
      'recovered from disconnected',
    ])
  })

  it('say that the same access token is issued again', () => {
    const [alert] = nextAlerts({}, { ...LOST, downCause: 'same_access_token' }, NOW).alerts
    expect(alert?.sentence).toContain('rejects its access token, and issues the same one again')
    expect(alert?.sentence).toContain('npm run relay -- connect')
  })

  it('name the beginning, even at the end', () => {
    const first = nextAlerts({}, LOST, NOW)
    const last = nextAlerts(first.episodes, HEALTHY, NOW + HOUR_MS)
    expect(first.alerts).toMatchObject([{ since: NOW, at: NOW }])
    expect(last.alerts).toMatchObject([{ since: NOW, at: NOW + HOUR_MS }])
  })

  it('describe what lasts as it is now', () => {
    const ill = testFacts({ oldestWaitingSeconds: 3900, mail: { ...HEALTHY_MAIL, failingSeconds: 700 } })
    const better = testFacts({ oldestWaitingSeconds: 2400, mail: { ...HEALTHY_MAIL, failingSeconds: 120 } })
    const { episodes } = nextAlerts({}, ill, NOW)
    expect(lastingAlerts(episodes, better, NOW + HOUR_MS)).toMatchObject([
      {
        alert: 'waiting',
        since: NOW,
        at: NOW + HOUR_MS,
        sentence: expect.stringMatching(/^Sign-ups are waiting.* 40 min/),
      },
      { alert: 'mail', sentence: expect.stringMatching(/accepted no email for 2 min/) },
    ])
  })

  it('say what to do', () => {
    const sentence = (facts: Facts) =>
      nextAlerts({}, facts, NOW)
        .alerts.map((alert) => alert.sentence)
        .join()
    expect(sentence(LOST)).toContain('npm run relay -- connect')
    expect(sentence(testFacts({ connection: { kind: 'disconnected', reason: 'undecryptable' } }))).toContain(
      'SECRET_KEY=new,old',
    )
    const parked = testFacts({ counts: counts({ parked: 1 }) })
    expect(sentence(parked)).toMatch(
      /^1 sign-up could not be delivered.*npm run relay -- outbox --state parked/,
    )
    const waiting = testFacts({ oldestWaitingSeconds: 3900, counts: counts({ recorded: 2, waiting: 5 }) })
    expect(sentence({ ...waiting, downCause: 'CERT_HAS_EXPIRED' })).toMatch(
      /No secure connection to Constant Contact \(CERT_HAS_EXPIRED\): check this machine’s clock/,
    )
    expect(sentence({ ...waiting, downCause: 'HTTP 503' })).toContain('failed (HTTP 503)')
    expect(sentence(waiting)).toMatch(/7 in all, the oldest for 1 h 5 min.*npm run relay -- status/)
  })
})
