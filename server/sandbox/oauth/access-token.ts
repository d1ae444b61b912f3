import { Buffer } from 'node:buffer'
import type { Identifiers } from '../account/identifiers.ts'

export type AccessTokenParts = {
  identifiers: Identifiers
  issuer: string
  clientId: string
  scope: string[]
  issuedAtS: number
  lifeS: number
}

/**
 * A string of about 1.2 kB that looks like the vendor's JWTs (claims exp, scp, sub). Nobody can verify it: the
 * signature is noise, and the stand-in knows its tokens by heart.
 */
export function accessToken(parts: AccessTokenParts): string {
  const { identifiers, issuer, clientId, scope, issuedAtS, lifeS } = parts
  const header = { kid: identifiers.opaque(32), alg: 'RS256' }
  const claims = {
    ver: 1,
    jti: `AT.${identifiers.opaque(32)}`,
    iss: issuer,
    aud: 'https://api.cc.email/v3',
    iat: issuedAtS,
    exp: issuedAtS + lifeS,
    cid: clientId,
    uid: '00u1juniperandrye4x7',
    scp: scope,
    auth_time: issuedAtS,
    sub: 'owner@juniper-and-rye.example',
    platform_user_id: identifiers.uuid(),
    stand_in: identifiers.opaque(150),
  }
  return [encoded(header), encoded(claims), identifiers.opaque(256)].join('.')
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
