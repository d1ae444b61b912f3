import { getPath } from 'hono/utils/url'

/** The path of `PUBLIC_URL`, as the relay's own pages write it before each of its paths; empty for an origin alone. */
export function publicPathOf(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/$/, '')
}

/** A path as the routes compare it: proxies write the same letter in several ways. */
export function decodedPath(path: string): string {
  return getPath(new Request(`http://relay${path}`))
}

/**
 * Reads a request's path as the routes know it: without the path of `PUBLIC_URL`, which a proxy may take off or leave, and
 * without the extra slash that nginx leaves with `location /signup { proxy_pass http://relay/; }`.
 */
export function pathReader(publicPath: string): (request: Request) => string {
  if (publicPath === '') return getPath
  const prefix = decodedPath(publicPath)
  return (request) => {
    const path = getPath(request).replace(/^\/+/, '/')
    const isUnder = path === prefix || path.startsWith(`${prefix}/`)
    return isUnder ? path.slice(prefix.length).replace(/^\/*/, '/') : path
  }
}
