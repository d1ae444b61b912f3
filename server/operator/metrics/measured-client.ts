import type { Client } from '../../constant-contact/api/client.ts'
import type { Answered, CallName, Measurements } from './measurements.ts'

/** The same client, with its calls counted and timed. `now` in milliseconds, by a clock that nobody sets. */
export function measuredClient(client: Client, measurements: Measurements, now: () => number): Client {
  async function measured<R extends { kind: Answered }>(
    call: CallName,
    request: () => Promise<R>,
  ): Promise<R> {
    const start = now()
    const result = await request()
    measurements.call(call, result.kind, (now() - start) / 1000)
    return result
  }
  return {
    ...client,
    signUp: (...parts) => measured('sign_up', () => client.signUp(...parts)),
    resubscribe: (...parts) => measured('resubscribe', () => client.resubscribe(...parts)),
    findContact: (...parts) => measured('find_contact', () => client.findContact(...parts)),
    privileges: (...parts) => measured('privileges', () => client.privileges(...parts)),
  }
}
