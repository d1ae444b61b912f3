import type { Outcome, Problem } from '../../server/contract.ts'
import { LISTS } from './embed.ts'

/** The smallest valid sign-up with these properties added; an undefined one is left out. */
export function signUpBody(address: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    email_address: address,
    list_memberships: [LISTS.newsletter],
    consent: { given: true, text: 'Pressing the button is my consent.' },
    ...more,
  }
}

export type PostAnswer = { status: number; headers: Headers; body: Partial<Outcome & Problem> }

/** Posts to the relay as a program would: `body` as JSON, or a string unchanged. */
export async function post(
  relay: { url: string },
  body: unknown,
  headers: Record<string, string> = {},
): Promise<PostAnswer> {
  const response = await fetch(`${relay.url}/v1/signups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}
