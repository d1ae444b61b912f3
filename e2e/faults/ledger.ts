import type { Sandbox } from '../../server/sandbox/sandbox.ts'
import { type Acknowledged, fieldOf } from './visitors.ts'

/** What became of the acknowledged sign-ups, counted at the sandbox. */
export type Ledger = {
  acknowledged: number
  /** Acknowledged sign-ups that did not reach their contact. */
  lost: number
  /** Calls that arrived after a newer one for the same address. */
  outOfOrder: number
  /** Calls that repeated one that had succeeded. */
  repeated: number
  /** The most calls in any one second, and the calls that were throttled. */
  mostInASecond: number
  throttled: number
}

export function readLedger(sandbox: Sandbox, acknowledged: readonly Acknowledged[]): Ledger {
  const { contacts, calls } = sandbox.state()
  const filledIn = new Map(
    contacts.map((contact) => [
      contact.email_address.address,
      new Set(contact.custom_fields.map((field) => field.custom_field_id)),
    ]),
  )
  const lost = acknowledged.filter(
    ({ address, number }) => filledIn.get(address)?.has(fieldOf(number)) !== true,
  )
  const told = calls
    .filter(({ path }) => path === '/v3/contacts/sign_up_form')
    .map(({ body, status }) => ({
      status,
      said: JSON.stringify(body),
      ...addressAndNumber(body),
    }))
  const newest = new Map<string, number>()
  const done = new Set<string>()
  let outOfOrder = 0
  let repeated = 0
  for (const { address, number, said } of told.filter(({ status }) => status !== 401 && status !== 429)) {
    if (number < (newest.get(address) ?? 0)) outOfOrder += 1
    newest.set(address, number)
    if (done.has(said)) repeated += 1
    done.add(said)
  }
  const times = calls.filter(({ path }) => path.startsWith('/v3/')).map(({ time }) => time)
  return {
    acknowledged: acknowledged.length,
    lost: lost.length,
    outOfOrder,
    repeated,
    mostInASecond: mostWithinASecond(times),
    throttled: told.filter(({ status }) => status === 429).length,
  }
}

/** The most of these times, in milliseconds and in order, that fall within any one second. */
export function mostWithinASecond(times: readonly number[]): number {
  let [first, most] = [0, 0]
  for (const [last, time] of times.entries()) {
    while ((times[first] ?? time) <= time - 1000) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}

function addressAndNumber(body: unknown): { address: string; number: number } {
  if (typeof body !== 'object' || body === null) return { address: '', number: 0 }
  const { email_address, first_name } = { email_address: '', first_name: '', ...body }
  return { address: String(email_address), number: Number(first_name) }
}
