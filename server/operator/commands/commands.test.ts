import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { SignUp } from '../../contract.ts'
import type { ListedSignUp, ShownSignUp } from '../../outbox/listing.ts'
import type { State } from '../../outbox/states.ts'
import { StoreError, type StoreFault } from '../../store/database.ts'
import { counts, testFacts } from '../../testing/facts.ts'
import { HOUR_MS } from '../../time/duration.ts'
import type { Facts } from '../facts.ts'
import { type CommandedOutbox, type ConsoleLink, runCommand } from './commands.ts'
import type { SettingsLine } from './settings-line.ts'

const nothingElse = {
  init: () => Promise.reject(new Error('Nobody asked for init.')),
  settings: () => Promise.reject(new Error('Nobody asked for the settings.')),
}
const CONSOLE_LINK: ConsoleLink = {
  kind: 'link',
  link: 'https://signup.example.org/console/sign-in?code=abc',
}
const NOW = Date.UTC(2026, 4, 1, 12)
const SIGN_UP: SignUp = {
  email_address: 'ada@example.org',
  first_name: 'Ada',
  street_address: { kind: 'home', city: 'London' },
  custom_fields: [{ custom_field_id: '1618ae62-4752-11e9-9c8a-fa163e6b01c1', value: 'Rye' }],
  list_memberships: ['d13d60d0-f256-11e8-b47d-fa163e56c9b0', 'd13d60d1-f256-11e8-b47d-fa163e56c9b0'],
  consent: { given: true, text: 'Yes, write to me' },
}

function aSignUp(id: number, state: State, part: Partial<ShownSignUp> = {}): ShownSignUp {
  return {
    id,
    state,
    reason: null,
    fault: null,
    recordedAt: NOW - HOUR_MS,
    since: NOW - HOUR_MS,
    dueAt: NOW - HOUR_MS,
    attempts: 0,
    requestId: 'request-1',
    upstreamRequestId: null,
    content: { kind: 'kept', signUp: SIGN_UP },
    ...part,
  }
}

const WAITING = aSignUp(7, 'waiting', { reason: 'down', dueAt: NOW + 150_000, attempts: 4 })
const PARKED = aSignUp(12, 'parked', { reason: 'refused', since: NOW - 60_000, upstreamRequestId: 'amzn-1' })
const DELIVERED = aSignUp(13, 'delivered', { content: { kind: 'erased' } })

/** An outbox in memory. Ada has agreed twice, once to a sentence that cannot be decrypted any more; nobody else has. */
function testOutbox(signUps: ShownSignUp[]): CommandedOutbox & { done: string[]; forgotten: string[] } {
  const done: string[] = []
  const forgotten: string[] = []
  const consent = {
    text: 'Yes, write to me',
    sha256: 'a'.repeat(64),
    page: 'https://www.example.org/news',
    lists: SIGN_UP.list_memberships,
    language: 'en-GB',
    network: '203.0.113.0/24',
  }
  const change = (id: number, states: readonly State[], kind: string) => {
    const found = signUps.find((signUp) => signUp.id === id)
    if (found === undefined) return { kind: 'not_found' } as const
    if (!states.includes(found.state)) return { kind: 'wrong_state', state: found.state } as const
    done.push(`${kind} ${id}`)
    return undefined
  }
  return {
    done,
    forgotten,
    list: async (states, most) =>
      signUps
        .filter(({ state }) => states.includes(state))
        .slice(0, most)
        .map(({ content: _content, ...listed }): ListedSignUp => listed),
    show: async (id) => signUps.find((signUp) => signUp.id === id),
    retry: async (id) => change(id, ['parked'], 'retry') ?? { kind: 'retried' },
    retryAll: async () => signUps.filter(({ state }) => state === 'parked').length,
    drop: async (id) => change(id, ['recorded', 'waiting', 'held', 'parked'], 'drop') ?? { kind: 'dropped' },
    async *export() {
      yield* signUps.filter(({ content }) => content.kind !== 'erased')
    },
    consents: async (email) =>
      email === 'ada@example.org'
        ? [
            { signUp: 7, address: 'hash', recordedAt: NOW - HOUR_MS, confirmedAt: NOW, consent },
            { signUp: 8, address: 'hash', recordedAt: NOW, confirmedAt: null, consent: undefined },
          ]
        : [],
    async forget(email) {
      forgotten.push(email)
      return { signUps: 3, consents: 2 }
    },
  }
}

async function relay(
  typed: string,
  world: {
    facts?: Facts
    outboxAdmin?: CommandedOutbox
    fault?: StoreFault
    consoleLink?: () => Promise<ConsoleLink>
    isSetUp?: boolean
  } = {},
) {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const outboxAdmin = testOutbox([WAITING, PARKED, DELIVERED])
  let connected = true
  let [opens, open] = [0, 0]
  const works = async () => {
    opens += 1
    open += 1
    return {
      now: () => NOW,
      facts: async () => world.facts ?? testFacts(),
      probe: async () => {
        if (world.fault !== undefined) throw new StoreError(world.fault, 'no')
      },
      maxWaiting: 1000,
      isSetUp: world.isSetUp ?? true,
      outboxAdmin: world.outboxAdmin ?? outboxAdmin,
      connectLink: async () => 'https://signup.example.org/connect?code=abc',
      consoleLink: world.consoleLink ?? (async () => CONSOLE_LINK),
      disconnect: async () => {
        connected = false
      },
      close: async () => {
        open -= 1
      },
    }
  }
  const init = async () => {
    out.write('asked')
    return 0 as const
  }
  const settings = async (line: SettingsLine) => {
    if (world.fault !== undefined) throw new StoreError(world.fault, 'no')
    out.write(JSON.stringify(line))
    return 0 as const
  }
  const running = runCommand(typed.split(' '), { out, err }, works, { init, settings })
  const ended = running.finally(() => {
    out.end()
    err.end()
  })
  const [code, said, complained] = await Promise.all([ended, text(out), text(err)])
  return {
    code,
    out: said,
    err: complained,
    done: outboxAdmin.done,
    forgotten: outboxAdmin.forgotten,
    connected: () => connected,
    opens,
    open,
  }
}

describe('status', () => {
  it('shows a healthy relay', async () => {
    expect(await relay('status')).toMatchObject({
      code: 0,
      out: `Relay        ok
Connection   since 2026-04-01 00:00 UTC, refreshed 2026-05-01 00:00 UTC
Delivery     running
Waiting      0
Held         0
Parked       0
Delivered    120 in total
Refused      3 in total
Calls today  40 of 10000, resets at 00:00 UTC
`,
    })
  })

  it('shows what is wrong, and what to do', async () => {
    const facts = testFacts({
      connection: { kind: 'disconnected', reason: 'grant_lost' },
      counts: counts({ waiting: 12, parked: 2 }),
      oldestWaitingSeconds: 3900,
      dispatcher: 'none',
      cloned: true,
    })
    expect((await relay('status', { facts })).out).toBe(`Relay        degraded
Connection   rejected by Constant Contact. The relay keeps trying; to reconnect:
             npm run relay -- connect
Delivery     not running: is a relay started?
Waiting      12 sign-ups, the oldest for 1 h 5 min
Held         0
Parked       2. To see why: npm run relay -- outbox --state parked
Delivered    120 in total
Refused      3 in total
Calls today  40 of 10000, resets at 00:00 UTC
Database     in use under another PUBLIC_URL: stop the copy, or set the relay’s
             PUBLIC_URL here
`)
  })

  it.each([
    ['CERT_HAS_EXPIRED', 'No secure connection to Constant Contact (CERT_HAS_EXPIRED)'],
    ['same_access_token', 'rejects its access token, and issues the same one again'],
    ['HTTP 503', 'The last call to Constant Contact failed (HTTP 503).'],
  ])('shows what prevents calls: %s', async (downCause, sentence) => {
    const facts = testFacts({ downCause })
    expect((await relay('status', { facts })).out.replace(/\s+/g, ' ')).toContain(sentence)
    expect(JSON.parse((await relay('status --json', { facts })).out)).toMatchObject({ cause: downCause })
  })

  it('shows that no sign-up can be recorded although the database can be read, and everything else', async () => {
    const { code, out } = await relay('status', { fault: 'full' })
    expect(code).toBe(0)
    expect(out).toMatch(/^Relay +down: the database is full\nConnection +since /)
    expect(JSON.parse((await relay('status --json', { fault: 'full' })).out)).toMatchObject({
      status: 'down',
      database: 'full',
      connection: 'connected',
      delivered: 120,
    })
  })

  it('has a JSON form for programs', async () => {
    const { out } = await relay('status --json')
    expect(JSON.parse(out)).toMatchObject({
      status: 'ok',
      connection: 'connected',
      waiting: 0,
      calls_today: 40,
      token_expires_at: '2026-05-02T00:00:00.000Z',
    })
  })
})

describe('outbox', () => {
  it('lists what is not delivered yet, without personal data', async () => {
    const { code, out } = await relay('outbox')
    expect(code).toBe(0)
    expect(out).toBe(`ID  STATE    RECORDED              NEXT TRY       WHY
7   waiting  2026-05-01 11:00 UTC  in 2 min 30 s  Constant Contact is down
12  parked   2026-05-01 11:00 UTC                 content refused
`)
  })

  it('lists one state, and says when there is more', async () => {
    expect((await relay('outbox --state delivered')).out).toContain('\n13  delivered  2026-05-01 11:00 UTC\n')
    expect((await relay('outbox --state held')).out).toBe('No sign-ups in this state.\n')
    expect((await relay('outbox --limit 1')).out).toMatch(
      /^ID.*\n7 .*\n\nThere are more. Use --limit to see them.\n$/,
    )
  })

  it('has a JSON form of the list', async () => {
    const { out } = await relay('outbox --limit 1 --json')
    expect(JSON.parse(out)).toEqual({
      signups: [
        {
          id: 7,
          state: 'waiting',
          reason: 'down',
          fault: null,
          recorded_at: '2026-05-01T11:00:00.000Z',
          since: '2026-05-01T11:00:00.000Z',
          due_at: '2026-05-01T12:02:30.000Z',
          attempts: 4,
          request_id: 'request-1',
          upstream_request_id: null,
        },
      ],
      more: true,
    })
  })
})

describe('show', () => {
  it('shows one sign-up with its content, and what its reason means', async () => {
    expect((await relay('show 12')).out).toBe(`Sign-up       12
State         parked since 2026-05-01 11:59 UTC
Why           Constant Contact does not accept its content. If you can tell what
              was meant, add the contact by hand, then drop it.
Recorded      2026-05-01 11:00 UTC
Failed tries  0
Request       request-1
Last call     amzn-1

email_address                                       ada@example.org
first_name                                          Ada
street_address.kind                                 home
street_address.city                                 London
list_memberships                                    d13d60d0-f256-11e8-b47d-fa163e56c9b0
                                                    d13d60d1-f256-11e8-b47d-fa163e56c9b0
consent.given                                       true
consent.text                                        Yes, write to me
custom_fields.1618ae62-4752-11e9-9c8a-fa163e6b01c1  Rye
`)
  })

  it('says if the content is erased, or no key opens it', async () => {
    expect((await relay('show 13')).out).toContain('Its content has been erased.')
    const outboxAdmin = testOutbox([
      aSignUp(1, 'parked', { reason: 'unreadable', content: { kind: 'unreadable' } }),
    ])
    expect((await relay('show 1', { outboxAdmin })).out).toContain('cannot be decrypted with this SECRET_KEY')
  })

  it('shows one as JSON', async () => {
    const { out } = await relay('show 12 --json')
    expect(JSON.parse(out)).toMatchObject({ id: 12, reason: 'refused', kept: 'kept', sign_up: SIGN_UP })
  })
})

describe('commands that change something', () => {
  it('change one sign-up', async () => {
    expect(await relay('retry 12')).toMatchObject({
      code: 0,
      out: 'Sign-up 12 will be sent again.\n',
      done: ['retry 12'],
    })
    expect(await relay('drop 7')).toMatchObject({
      code: 0,
      out: 'Sign-up 7 has been deleted.\n',
      done: ['drop 7'],
    })
    expect(await relay('retry --all')).toMatchObject({ code: 0, out: '1 sign-up will be sent again.\n' })
    expect(JSON.parse((await relay('retry --all --json')).out)).toEqual({ retried: 1 })
    expect(JSON.parse((await relay('drop 7 --json')).out)).toEqual({ dropped: 7 })
  })

  it.each([
    ['show 99', 'No sign-up has the id 99.\n'],
    ['retry 99', 'No sign-up has the id 99.\n'],
    ['drop 99', 'No sign-up has the id 99.\n'],
    ['retry 7', 'Sign-up 7 is waiting, so nothing was changed.\n'],
    ['drop 13', 'Sign-up 13 is delivered, so nothing was changed.\n'],
  ])('exit with 1 if nothing was done: %s', async (typed, err) => {
    expect(await relay(typed)).toMatchObject({ code: 1, out: '', err, done: [] })
  })

  it('prints a link for the console, how to open it from elsewhere, or why there is none', async () => {
    const { link } = CONSOLE_LINK
    expect((await relay('console')).out).toBe(`${link}\nIt works once, within an hour.\n`)
    const there = { ...CONSOLE_LINK, hint: 'Open a tunnel.' }
    const tunnel = await relay('console', { consoleLink: async () => there })
    expect(tunnel.out).toBe(`${link}\nIt works once, within an hour.\nOpen a tunnel.\n`)
    expect(JSON.parse((await relay('console --json')).out)).toEqual({ link })
    const off = { kind: 'off', sentence: 'There is no console.' } as const
    const none = await relay('console', { consoleLink: async () => off })
    expect(none).toMatchObject({ code: 1, out: '', err: 'There is no console.\n' })
  })

  it('says of a relay that is not set up yet how to do that, and connects it to nothing', async () => {
    const sentence =
      'The relay is not set up yet, and takes no sign-ups. For a link to set it up: npm run relay -- console\n'
    expect(await relay('status', { isSetUp: false })).toMatchObject({ code: 0, out: sentence })
    const { out } = await relay('status --json', { isSetUp: false })
    expect(JSON.parse(out)).toEqual({ status: 'down', reason: 'not_set_up' })
    expect(await relay('connect', { isSetUp: false })).toMatchObject({ code: 1, out: '', err: sentence })
  })

  it('connects and disconnects', async () => {
    expect((await relay('connect')).out).toBe('https://signup.example.org/connect?code=abc\n')
    const disconnected = await relay('disconnect')
    expect(disconnected.connected()).toBe(false)
    expect(disconnected.out).toContain('Sign-ups are kept')
  })
})

describe('export', () => {
  it('writes one JSON object a line', async () => {
    const { out } = await relay('export')
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toMatchObject([
      { id: 7, state: 'waiting', sign_up: SIGN_UP },
      { id: 12, state: 'parked', sign_up: SIGN_UP },
    ])
  })

  it('reads no more than is asked for, and exits cleanly when the reader leaves', async () => {
    let read = 0
    const outboxAdmin: CommandedOutbox = {
      ...testOutbox([]),
      async *export() {
        for (;;) {
          read += 1
          yield aSignUp(read, 'waiting')
        }
      },
    }
    const [out, err] = [new PassThrough({ highWaterMark: 1000 }), new PassThrough()]
    const { code } = await new Promise<{ code: number }>((resolve) => {
      const parts = {
        facts: async () => testFacts(),
        probe: async () => {},
        maxWaiting: 1,
        isSetUp: true,
        connectLink: async () => '',
        consoleLink: async () => CONSOLE_LINK,
        disconnect: async () => {},
        close: async () => {},
      }
      const works = { now: () => NOW, outboxAdmin, ...parts }
      void runCommand(['export'], { out, err }, async () => works, nothingElse).then((code) =>
        resolve({ code }),
      )
      setTimeout(() => out.destroy(new Error('EPIPE')), 20)
    })
    expect(code).toBe(0)
    expect(read).toBeLessThan(20)
  })
})

it('shows its usage, and exits with 2 after a usage error', async () => {
  expect(await relay('help')).toMatchObject({ code: 0, err: '' })
  const { code, out, err } = await relay('restart')
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(/^Unknown command "restart"\.\n\nUsage: npm run relay/)
})

it('needs no settings and no database to show its usage, and closes what it opened', async () => {
  expect(await relay('help')).toMatchObject({ opens: 0 })
  expect(await relay('show')).toMatchObject({ code: 2, opens: 0 })
  expect(await relay('status')).toMatchObject({ opens: 1, open: 0 })
  expect(await relay('show 99')).toMatchObject({ code: 1, opens: 1, open: 0 })
})

it('asks for the settings without any', async () => {
  expect(await relay('init')).toMatchObject({ code: 0, out: 'asked', opens: 0 })
  expect(await relay('init now')).toMatchObject({ code: 2, out: '' })
})

it('passes the words of settings on, without opening anything else', async () => {
  const { code, opens, out } = await relay('settings set SITE_NAME Bakery')
  expect({ code, opens }).toEqual({ code: 0, opens: 0 })
  expect(JSON.parse(out)).toEqual({ action: 'set', json: false, name: 'SITE_NAME', value: 'Bakery' })
  expect(await relay('settings show', { fault: 'full' })).toMatchObject({
    code: 1,
    err: 'Failed: the database is full.\n',
  })
})

it('leaves it to the caller to say why the store cannot be opened', async () => {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const wrongKey = new StoreError('broken', 'no key of SECRET_KEY opens it')
  await expect(
    runCommand(['status'], { out, err }, () => Promise.reject(wrongKey), nothingElse),
  ).rejects.toBe(wrongKey)
})

it('says what is wrong with the database, and exits with 1', async () => {
  const outboxAdmin: CommandedOutbox = {
    ...testOutbox([]),
    retryAll: async () => {
      throw new StoreError('unreachable', 'PostgreSQL: connect ECONNREFUSED')
    },
  }
  expect(await relay('retry --all', { outboxAdmin })).toMatchObject({
    code: 1,
    err: 'Failed: the database cannot be reached.\n',
  })
})

describe('consent', () => {
  it('prints what somebody agreed to, when, and on which page', async () => {
    expect((await relay('consent ada@example.org')).out).toBe(`Sign-up    7
Given      2026-05-01 11:00 UTC
Confirmed  2026-05-01 12:00 UTC
Language   en-GB
Page       https://www.example.org/news
Lists      d13d60d0-f256-11e8-b47d-fa163e56c9b0
           d13d60d1-f256-11e8-b47d-fa163e56c9b0
Network    203.0.113.0/24
Sentence   Yes, write to me
SHA-256    ${'a'.repeat(64)}

Sign-up   8
Given     2026-05-01 12:00 UTC
Sentence  cannot be decrypted with this SECRET_KEY
`)
  })

  it('prints the same as JSON', async () => {
    expect(JSON.parse((await relay('consent ada@example.org --json')).out)).toMatchObject({
      consents: [
        {
          sign_up: 7,
          given_at: '2026-05-01T11:00:00.000Z',
          confirmed_at: '2026-05-01T12:00:00.000Z',
          consent: { text: 'Yes, write to me', language: 'en-GB' },
        },
        { sign_up: 8, confirmed_at: null, consent: null },
      ],
    })
  })

  it('says if there is none', async () => {
    expect(await relay('consent bob@example.org')).toMatchObject({
      code: 0,
      out: 'No consent is stored for this address.\n',
    })
  })
})

describe('forget', () => {
  it('erases what is kept, and says what it cannot erase', async () => {
    const { code, out, forgotten } = await relay('forget ada@example.org')
    expect({ code, forgotten }).toEqual({ code: 0, forgotten: ['ada@example.org'] })
    expect(out).toMatch(/^Erased 3 sign-ups, consents: 2\. Nothing was erased at Constant Contact/)
  })
})
