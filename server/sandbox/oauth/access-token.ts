import { Buffer } from 'node:buffer'
import type { Identifiers } from '../account/identifiers.ts'

type Dependencies = {
  identifiers: Identifiers
  issuer: string
  clientId: string
  scope: string[]
  issuedAtS: number
  lifeS: number
}

/**
 * An access token of about 1.2 kB that looks like Constant Contact's JWTs (claims exp, scp, sub). The signature is
 * random: the sandbox looks tokens up instead of verifying them.
 */
export function accessToken(services: Dependencies): string {
  const { identifiers, issuer, clientId, scope, issuedAtS, lifeS } = services
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
    padding: identifiers.opaque(150),
  }
  return [encode(header), encode(claims), identifiers.opaque(256)].join('.')
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
