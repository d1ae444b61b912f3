import { type Context, Hono } from 'hono'
import type { RequestVariables } from '../routes/routes.ts'
import type { Session } from './sign-in/sessions.ts'

/** What every page of the console shows of the relay. */
export type Shell = {
  /** That of `PUBLIC_URL`, before every path. */
  publicPath: string
  /** The owner's site, by its name or host. */
  site: string
  isSandbox: boolean
}

/** What the guard passes to a page: who is signed in, and what was posted (empty for a GET). `network`: where from, if known. */
export type ConsoleVariables = RequestVariables & {
  shell: Shell
  network: string | undefined
  session: Session
  form: URLSearchParams
}

export type ConsoleContext = Context<{ Variables: ConsoleVariables }>

/**
 * Pages of the console. They stand behind the guard, which has checked session, origin and token: a page checks only what was
 * posted. A POST that has done something answers with a redirect to a page, and says what it did by a word of the page's own
 * in the address (`?done=retried`), never by a text.
 */
export type ConsoleRoutes = Hono<{ Variables: ConsoleVariables }>

export const createConsoleRoutes = (): ConsoleRoutes => new Hono()

/** How parts of a page that have no context write such a link. */
export type Link = (path: `/${string}`) => string

/** A path of the relay as links and forms write it, with the path of `PUBLIC_URL` before it. */
export function link(context: { get(key: 'shell'): Shell }, path: `/${string}`): string {
  return context.get('shell').publicPath + path
}
