import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { API_KEY, LIST } from '../../faults/account-settings.ts'

/** What came of a load: how many were answered 2xx, in how long, and how long each took, sorted (milliseconds). */
export type Measured = { answered: number; failed: number; ms: number; took: Float64Array }

export function perSecond({ answered, ms }: Measured): number {
  return (answered / ms) * 1000
}

/** True until `forMs` milliseconds have passed. */
export const forAWhile = (forMs: number) => {
  const end = performance.now() + forMs
  return () => performance.now() < end
}

/** The time within which this share of the answers came, in milliseconds. */
export function within({ took }: Measured, share: number): number {
  return took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
}

export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0
}

export function aSignUp(): string {
  return JSON.stringify({
    submission_id: randomUUID(),
    email_address: `${randomUUID()}@a.org`,
    first_name: 'Ada',
    last_name: 'Lovelace',
    list_memberships: [LIST],
    consent: { given: true, text: 'Yes, send me the newsletter' },
    page: 'https://bakery.example/newsletter',
  })
}

/**
 * Posts sign-ups to `url` over `connections` at once, each as soon as the one before is answered, until told to end. Without
 * `keepAlive` each comes over a new connection, as those of a page's visitors do.
 */
export async function load(
  url: string,
  connections: number,
  goesOn: (sent: number) => boolean,
  { keepAlive = true } = {},
): Promise<Measured> {
  const agent = new Agent({ keepAlive, maxSockets: connections })
  const took: number[] = []
  let [sent, failed] = [0, 0]
  const start = performance.now()
  async function visitor(): Promise<void> {
    while (goesOn(sent)) {
      sent += 1
      const before = performance.now()
      const status = await post(url, agent, aSignUp())
      if (status >= 200 && status < 300) took.push(performance.now() - before)
      else failed += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, visitor))
  const ms = performance.now() - start
  agent.destroy()
  return { answered: took.length, failed, ms, took: Float64Array.from(took).sort() }
}

/** Posts one sign-up; resolves to the status of the answer once all of it is read, or to 0 when there was none. */
export function post(url: string, agent: Agent, body: string): Promise<number> {
  return new Promise((resolve) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${API_KEY}`,
    }
    const sending = request(`${url}/v1/signups`, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    })
    sending.once('error', () => resolve(0))
    sending.end(body)
  })
}
