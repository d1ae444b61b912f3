import { createAuthorization } from './authorization.ts'

/**
 * `right`: the vendor knows this application. `wrong`: it does not, or the secret is another's; `error` is the OAuth error code or
 * the HTTP status. `unknown`: the vendor could not be asked.
 */
export type ApplicationCheck =
  | { kind: 'right' }
  | { kind: 'wrong'; error: string }
  | { kind: 'unknown'; cause?: string }

type Parts = Pick<Parameters<typeof createAuthorization>[0], 'authUrl' | 'fetch' | 'waitForCall'>
type Application = { clientId: string; clientSecret?: string | undefined }

/** A refresh token that nobody has. */
const NO_TOKEN = 'to-check-the-application'

/**
 * Asks the token endpoint whether an application's id and secret are right, with a refresh token that cannot be: a server
 * authenticates the application before it looks at the token (RFC 6749, 3.2.1 and 5.2), so only a right one reads
 * `invalid_grant`.
 */
export async function checkApplication(parts: Parts, application: Application): Promise<ApplicationCheck> {
  const { refresh } = createAuthorization({ ...parts, ...application, redirectUri: '' })
  const answer = await refresh(NO_TOKEN)
  switch (answer.kind) {
    case 'tokens':
    case 'invalid_grant':
      return { kind: 'right' }
    case 'misconfigured':
      return { kind: 'wrong', error: answer.error }
    case 'unavailable':
      return { kind: 'unknown', ...(answer.cause !== undefined && { cause: answer.cause }) }
  }
}
