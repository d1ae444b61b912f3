import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { API_KEY, LIST } from './account-settings.ts'

/** An address has three tries a day, and a kill in the middle of one costs another. */
const SIGN_UPS_EACH = 2
const RETRY_MS = 100
const ANSWER_MS = 8000

/** A sign-up that was answered 201, 200 or 202, and so must never be lost. */
export type Acknowledged = { address: string; number: number }

export type Visitors = {
  acknowledged: readonly Acknowledged[]
  /** How long each acknowledged post took, in milliseconds. */
  tookMs: readonly number[]
  /** Stops at once, requests in flight included. */
  abandon(): void
  /** Stops new arrivals; resolves once all requests in flight are answered. */
  leave(): Promise<void>
}

/** The sandbox account's custom fields that accept any text; each sign-up for an address fills in a different one. */
const TEXT_FIELDS = ['c1', 'c2', 'c8'].map((end) => `1618ae62-4752-11e9-9c8a-fa163e6b01${end}`)

/** The custom field that the n-th sign-up of an address fills in. */
export function fieldOf(number: number): string {
  return TEXT_FIELDS[number - 1] ?? ''
}

/**
 * Lets visitors arrive at `perSecond`, at any of the relays. Each signs up twice, one after another, and like the
 * widget posts again with the same `submission_id` until it is answered.
 */
export function letVisitorsArrive(urls: readonly string[], perSecond: number): Visitors {
  const acknowledged: Acknowledged[] = []
  const tookMs: number[] = []
  const visits = new Set<Promise<void>>()
  let open = true
  let abandoned = false

  async function visit(): Promise<void> {
    const address = `${randomUUID()}@a.org`
    for (let number = 1; number <= SIGN_UPS_EACH; number += 1) {
      const body = JSON.stringify({
        submission_id: randomUUID(),
        email_address: address,
        first_name: String(number),
        custom_fields: [{ custom_field_id: fieldOf(number), value: String(number) }],
        list_memberships: [LIST],
        consent: { given: true, text: 'Yes' },
      })
      if (!(await postUntilAnswered(body))) return
      acknowledged.push({ address, number })
    }
  }

  async function postUntilAnswered(body: string): Promise<boolean> {
    while (!abandoned) {
      const before = performance.now()
      const response = await fetch(`${randomOf(urls)}/v1/signups`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${API_KEY}` },
        body,
        signal: AbortSignal.timeout(ANSWER_MS),
      }).catch(() => undefined)
      if (response?.ok === true) {
        tookMs.push(performance.now() - before)
        return true
      }
      if (response !== undefined && response.status !== 503) {
        throw new Error(`A sign-up was answered ${response.status}: ${await response.text()}`)
      }
      await pause(RETRY_MS)
    }
    return false
  }

  const arriving = (async () => {
    while (open) {
      const visiting = visit()
      visits.add(visiting)
      await pause((1000 / perSecond) * SIGN_UPS_EACH)
    }
  })()

  return {
    acknowledged,
    tookMs,
    abandon() {
      open = false
      abandoned = true
    },
    async leave() {
      open = false
      await arriving
      await Promise.all(visits)
    },
  }
}

function randomOf(urls: readonly string[]): string {
  return urls[Math.floor(Math.random() * urls.length)] ?? ''
}
