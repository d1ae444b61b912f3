import type { Client } from '../../constant-contact/api/client.ts'
import type { Answered, CallName, Measurements } from './measurements.ts'

type Measured = Pick<Client, 'signUp' | 'resubscribe' | 'findContact' | 'privileges'>

/** The same client, with its calls counted and timed. `now` in milliseconds. */
export function measuredClient<C extends Measured>(
  client: C,
  measurements: Measurements,
  now: () => number,
): C {
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
    signUp: (...parts: Parameters<Client['signUp']>) => measured('sign_up', () => client.signUp(...parts)),
    resubscribe: (...parts: Parameters<Client['resubscribe']>) =>
      measured('resubscribe', () => client.resubscribe(...parts)),
    findContact: (...parts: Parameters<Client['findContact']>) =>
      measured('find_contact', () => client.findContact(...parts)),
    privileges: (...parts: Parameters<Client['privileges']>) =>
      measured('privileges', () => client.privileges(...parts)),
  }
}
