import { type LookupAddress, lookup } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isPrivateHostname, isPublicAddress } from './public-address.ts'

type Post = { method: 'POST'; headers: Record<string, string>; body: string; signal: AbortSignal }

/** What is known of the answer, as of that of `fetch`; its body is not read. */
type Answer = { status: number; ok: boolean; body: null }

/** Finds every address of a name, as `dns.lookup` does with `all`. */
export type FindAddresses = (
  name: string,
  options: { all: true },
  found: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** What a post to an address that is not public fails with. */
export class NotPublicError extends Error {}

/**
 * Posts to an address that somebody typed into a browser, as `fetch` would, but never to this machine, a private network or
 * any other address that is not on the internet. The address that the name leads to is checked and connected to at once, so
 * that a name whose answer changes in between leads nowhere else. Redirects are not followed.
 */
export function createPublicPost(findAddresses: FindAddresses = lookup, isAllowed = isPublicAddress) {
  return (url: string, { method, headers, body, signal }: Post): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { protocol, hostname } = new URL(url)
      if (isPrivateHostname(hostname)) throw new NotPublicError()
      const request = (protocol === 'https:' ? requestHttps : requestHttp)(url, {
        ...{ method, headers, signal, agent: false },
        lookup: (name, { all }, found) =>
          findAddresses(name, { all: true }, (error, addresses) => {
            const [first, ...others] = addresses ?? []
            if (error || first === undefined) return found(error ?? new Error('no address'), '')
            // One that is not public, among others, is somebody's attempt.
            if (![first, ...others].every(({ address }) => isAllowed(address)))
              return found(new NotPublicError(), '')
            if (all) found(null, addresses)
            else found(null, first.address, first.family)
          }),
      })
      request.once('error', reject)
      request.once('response', (response) => {
        response.resume()
        const { statusCode: status = 0 } = response
        resolve({ status, ok: status >= 200 && status < 300, body: null })
      })
      request.end(body)
    })
}
