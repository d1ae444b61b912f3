import { PUBLIC_URL } from './relay-app.ts'

type App = {
  ask(path: string, init?: RequestInit): Promise<Response>
  codes: { issue(purpose: 'console'): Promise<string> }
}

/** A browser that is signed in to the console of an application of `aRelayApp`. It follows no redirect. */
export async function signedIn(app: App, publicUrl = PUBLIC_URL) {
  const { origin } = new URL(publicUrl)
  const send = (path: string, headers: Record<string, string>, fields: Record<string, string>) =>
    app.ask(path, { method: 'POST', headers: { origin, ...headers }, body: new URLSearchParams(fields) })
  const entered = await send('/console/sign-in', {}, { code: await app.codes.issue('console') })
  const [cookie = ''] = (entered.headers.get('set-cookie') ?? '').split(';')
  const page = await app.ask('/console/sign-out', { headers: { cookie } })
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(await page.text()) ?? []
  return {
    cookie,
    token,
    get: (path: string, headers: Record<string, string> = {}) =>
      app.ask(path, { headers: { cookie, ...headers } }),
    /** Posts a form of the console; the token is added. */
    post: (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
      send(path, { cookie, ...headers }, { token, ...fields }),
  }
}
