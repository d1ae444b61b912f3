import { describe, expect, it } from 'vitest'
import { CAPTCHAS, createCaptcha, VERIFY_URLS } from './captcha.ts'

const SECRET = 'the-secret-key'
const ANSWER = 'what-the-visitor-solved'

function world(reply: () => Response | Promise<Response>) {
  const requests: { address: string; body: string }[] = []
  const log: object[] = []
  const captcha = createCaptcha({
    kind: 'turnstile',
    siteKey: 'public',
    secret: SECRET,
    verifyUrl: 'https://verify.example/siteverify',
    fetch: async (address, init) => {
      requests.push({ address: String(address), body: String(init?.body) })
      return reply()
    },
    log: { error: (...said: unknown[]) => void log.push(said) },
  })
  return { captcha, requests, log }
}

describe('an answer to a captcha', () => {
  it('is verified by its service, which learns the answer and nothing about the visitor', async () => {
    const { captcha, requests } = world(() => Response.json({ success: true, hostname: 'www.example.org' }))
    expect(await captcha.verify(ANSWER)).toBe('ok')
    expect(requests).toEqual([
      { address: 'https://verify.example/siteverify', body: `secret=${SECRET}&response=${ANSWER}` },
    ])
    expect(captcha.challenge).toEqual({ captcha: 'turnstile', site_key: 'public' })
  })

  it.each(['invalid-input-response', 'timeout-or-duplicate', 'already-seen-response'])(
    'is wrong if the service says so: %s',
    async (code) => {
      const { captcha } = world(() => Response.json({ success: false, 'error-codes': [code] }))
      expect(await captcha.verify(ANSWER)).toBe('wrong')
    },
  )

  it('is wrong if the service gives no reason', async () => {
    expect(await world(() => Response.json({ success: false })).captcha.verify(ANSWER)).toBe('wrong')
  })

  it.each<[string, () => Response | Promise<Response>]>([
    ['unreachable', () => Promise.reject(new TypeError('fetch failed'))],
    ['unreadable, status 502', () => new Response('<h1>Bad gateway</h1>', { status: 502 })],
    ['unreadable, status 200', () => new Response('x'.repeat(20_000))],
    [
      'invalid-input-secret',
      () => Response.json({ success: false, 'error-codes': ['invalid-input-secret'] }),
    ],
  ])(
    'is unknown, and the log says why, where the trouble is not the visitor’s: %s',
    async (reason, reply) => {
      const { captcha, log } = world(reply)
      expect(await captcha.verify(ANSWER)).toBe('unknown')
      expect(log).toEqual([[{ captcha: 'turnstile', reason }, expect.stringContaining('proof of work')]])
      expect(JSON.stringify(log)).not.toContain(SECRET)
    },
  )
})

it('knows where each service verifies', () => {
  for (const kind of CAPTCHAS) expect(VERIFY_URLS[kind]).toMatch(/^https:/)
})
