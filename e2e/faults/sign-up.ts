import { API_KEY, LIST } from './account-settings.ts'

/** Posts one sign-up; any answer is fine. */
export function postSignUp(url: string, address = 'ada@example.org'): Promise<Response> {
  return fetch(`${url}/v1/signups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${API_KEY}` },
    body: JSON.stringify({
      email_address: address,
      list_memberships: [LIST],
      consent: { given: true, text: 'Yes' },
    }),
  })
}
