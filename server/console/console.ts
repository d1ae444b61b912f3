import { PATHS } from '../contract.ts'
import { publicPathOf } from '../http/public-path.ts'
import { createRoutes, type Routes } from '../routes/request-log.ts'
import type { OneTimeCodes } from '../store/one-time-codes.ts'
import { createConsoleRoutes, type Shell } from './routes.ts'
import { createGuard } from './sign-in/guard.tsx'
import { createSessionCookie } from './sign-in/session-cookie.ts'
import { createSessions } from './sign-in/sessions.ts'
import { signInRoutes } from './sign-in/sign-in.ts'
import { signOutRoutes } from './sign-in/sign-out.tsx'
import { type TodayParts, todayRoutes } from './today/today.tsx'

export type ConsoleParts = TodayParts & {
  publicUrl: string
  /** The owner's site, by its name or host. */
  site: string
  isSandbox: boolean
  codes: OneTimeCodes
  /** `SECRET_KEY`, the newest first. */
  secretKeys: readonly string[]
  now: () => number
}

/** The console: every page under `/console`, behind one guard. */
export function consoleRoutes(parts: ConsoleParts): Routes {
  const { publicUrl, site, isSandbox, database, codes, now } = parts
  const [secretKey = ''] = parts.secretKeys
  const shell: Shell = { publicPath: publicPathOf(publicUrl), site, isSandbox }
  const sessions = createSessions({ database, secretKey, now })
  const cookie = createSessionCookie(publicUrl)
  const doors = { sessions, cookie, publicUrl }

  const pages = createConsoleRoutes()
  pages.use(`${PATHS.console}/*`, async (context, next) => {
    context.set('shell', shell)
    await next()
  })
  pages.route('/', signInRoutes({ ...doors, codes }))
  pages.use(`${PATHS.console}/*`, createGuard({ ...doors, isSandbox }))
  for (const routes of [todayRoutes(parts), signOutRoutes(doors)]) pages.route('/', routes)
  return createRoutes().route('/', pages)
}
