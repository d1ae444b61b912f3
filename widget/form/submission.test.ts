import { describe, expect, it } from 'vitest'
import type { SignUp } from '../../server/contract.ts'
import { type Solution, submit, submitWithProof } from './submission.ts'

const signUp: SignUp = {
  email_address: 'ada@example.org',
  list_memberships: ['d13d60d0-f256-11e8-b47d-fa163e56c9b0'],
  consent: { given: true, text: 'Yes.' },
}

/** What submit makes of an answer of the relay. */
function answerTo(body: unknown, status = 200, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return submit(signUp, {
    endpoint: 'https://relay.example',
    fetch: async () => new Response(text, { status, headers }),
    timeLimit_ms: 1000,
  })
}

describe('submit', () => {
  it('posts JSON without credentials to the relay', async () => {
    const calls: unknown[] = []
    await submit(signUp, {
      endpoint: 'https://relay.example',
      fetch: async (...call) => {
        calls.push(call)
        return new Response('{}')
      },
      timeLimit_ms: 1000,
    })
    expect(calls).toEqual([
      [
        'https://relay.example/v1/signups',
        expect.objectContaining({
          method: 'POST',
          credentials: 'omit',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(signUp),
        }),
      ],
    ])
  })

  it('reads an outcome with or without a message', async () => {
    const outcome = { action: 'created', message: 'Thank you.' }
    expect(await answerTo(outcome, 201)).toEqual({ kind: 'outcome', outcome })
    expect(await answerTo({ action: 'updated' })).toEqual({
      kind: 'outcome',
      outcome: { action: 'updated', message: '' },
    })
  })

  it('reads a refusal with its faults and how long to wait', async () => {
    const body = { code: 'invalid_fields', fields: { email_address: 'refused', city: 'of a later relay' } }
    expect(await answerTo(body, 422)).toEqual({
      kind: 'refusal',
      code: 'invalid_fields',
      faults: { email_address: 'refused', city: 'invalid' },
    })
    expect(await answerTo({ code: 'too_many_requests' }, 429, { 'Retry-After': '30' })).toEqual({
      kind: 'refusal',
      code: 'too_many_requests',
      faults: {},
      retryAfter: 30,
    })
  })

  it.each([
    ['nothing', ''],
    ['HTML', '<h1>502</h1>'],
    ['null', 'null'],
    ['a number', '7'],
    ['an array', '[]'],
    ['another action', { action: 'deleted' }],
    ['an inherited action', { action: 'toString' }],
  ])('says that %s cannot be read', async (_name, body) => {
    expect(await answerTo(body)).toEqual({ kind: 'unreadable' })
  })

  it('tells a dead network from a slow relay', async () => {
    const offline = submit(signUp, {
      endpoint: '',
      fetch: async () => Promise.reject(new TypeError('Failed to fetch')),
      timeLimit_ms: 1000,
    })
    expect(await offline).toEqual({ kind: 'offline' })
    const slow = submit(signUp, {
      endpoint: '',
      fetch: (_address, init) =>
        new Promise((_, reject) =>
          init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
      timeLimit_ms: 5,
    })
    expect(await slow).toEqual({ kind: 'timeout' })
  })

  it('limits the time of the body too', async () => {
    const dripping = submit(signUp, {
      endpoint: '',
      fetch: async (_address, init) =>
        new Response(
          new ReadableStream({
            start(stream) {
              init?.signal?.addEventListener('abort', () => stream.error(new Error('aborted')))
            },
          }),
        ),
      timeLimit_ms: 5,
    })
    expect(await dripping).toEqual({ kind: 'timeout' })
  })
})

describe('submitWithProof', () => {
  const refusal = { code: 'proof_required', challenge: { salt: 'x' } }
  const send = async (replies: object[], solve: (challenge: unknown) => Promise<Solution>) => {
    const bodies: unknown[] = []
    const answer = await submitWithProof(signUp, {
      endpoint: '',
      fetch: async (_address, init) => {
        bodies.push(JSON.parse(String(init?.body)))
        return Response.json(replies[bodies.length - 1])
      },
      timeLimit_ms: 1000,
      solve,
    })
    return { answer, bodies }
  }

  it('sends the same sign-up again with the proof that was asked for', async () => {
    const solve = async (challenge: unknown) => ({ proof: `solved ${JSON.stringify(challenge)}` })
    const { answer, bodies } = await send([refusal, { action: 'created' }], solve)
    expect(bodies).toEqual([signUp, { ...signUp, proof: 'solved {"salt":"x"}' }])
    expect(answer).toMatchObject({ kind: 'outcome' })
  })

  it('answers a second challenge, since a captcha may give way to a proof, and no third', async () => {
    const solutions = [{ captcha: 'late' }, { proof: 'right' }, { proof: 'never' }]
    const solve = async () => solutions.shift() ?? {}
    const { bodies } = await send([refusal, refusal, refusal], solve)
    expect(bodies).toEqual([signUp, { ...signUp, captcha: 'late' }, { ...signUp, proof: 'right' }])
  })

  it('solves nothing when no proof is asked for', async () => {
    const solve = () => Promise.reject(new Error('nobody asked'))
    expect((await send([{ action: 'created' }], solve)).bodies).toHaveLength(1)
  })

  it('is refused where the proof cannot be made', async () => {
    const { answer } = await send([refusal], () => Promise.reject(new Error('blocked')))
    expect(answer).toMatchObject({ kind: 'refusal', code: 'proof_required' })
  })
})
