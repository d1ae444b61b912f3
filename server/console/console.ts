import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { Networks } from '../admission/rate/networks.ts'
import { PATHS } from '../contract.ts'
import { clientAddress } from '../http/client-address.ts'
import { publicPathOf } from '../http/public-path.ts'
import type { Mailer } from '../mail/transport.ts'
import { createRoutes, type Routes } from '../routes/routes.ts'
import type { Settings } from '../settings/settings.ts'
import type { OneTimeCodes } from '../store/one-time-codes.ts'
import { accountRoutes } from './account/account.tsx'
import type { OwnerParts } from './owner-parts.ts'
import { type PeopleParts, peopleRoutes } from './people/people.tsx'
import { type ConsoleVariables, createConsoleRoutes, type Shell } from './routes.ts'
import { scriptRoutes } from './script.ts'
import { setUpRoutes } from './set-up/set-up.ts'
import { settingsRoutes } from './settings/settings.tsx'
import { createGuard } from './sign-in/guard.tsx'
import type { ConsoleLimits } from './sign-in/limits.ts'
import { createSessionCookie } from './sign-in/session-cookie.ts'
import { createSessions, type Session } from './sign-in/sessions.ts'
import { signInRoutes, tooMany } from './sign-in/sign-in.ts'
import { signInLink, tunnelHint } from './sign-in/sign-in-link.ts'
import { createSignInMail } from './sign-in/sign-in-mail.ts'
import { signOutRoutes } from './sign-in/sign-out.tsx'
import { type SignUpsParts, signUpsRoutes } from './sign-ups/sign-ups.tsx'
import { type TodayParts, todayRoutes } from './today/today.tsx'

type SettingsOfConsole = Pick<
  Settings,
  'PUBLIC_URL' | 'PORT' | 'SECRET_KEY' | 'OWNER_EMAIL' | 'CAPTCHA' | 'isSandbox'
>

type ConsoleParts = TodayParts &
  SignUpsParts &
  PeopleParts & {
    settings: SettingsOfConsole
    /** The owner's site, by its name or host. */
    site: string
    codes: OneTimeCodes
    mailer: Mailer | undefined
    networks: Networks
    limits: ConsoleLimits
    now: () => number
    log: Logger
    owner: OwnerParts
  }

/** `isOwner`: whether a request comes from a browser that is signed in. */
export type Console = { routes: Routes; isOwner(request: Request): Promise<boolean> }

/** The console: every page under `/console`, behind one guard. */
export function createConsole(parts: ConsoleParts): Console {
  const { settings, database, codes, limits, log, now } = parts
  const { PUBLIC_URL: publicUrl, isSandbox } = settings
  const [secretKey = ''] = settings.SECRET_KEY
  const sessions = createSessions({ database, secretKey, now })
  const cookie = createSessionCookie(publicUrl, { hasCaptcha: settings.CAPTCHA !== undefined })
  const doors = { sessions, cookie, publicUrl }

  const pages = createConsoleRoutes()
  const signedIn = (request: Request) => sessions.find(cookie.read(request) ?? '')
  pages.use(`${PATHS.console}/*`, enter(parts, signedIn))
  pages.route('/', scriptRoutes())
  pages.route('/', signInRoutes({ ...doors, codes, limits, log, mailLink: mailLinkOf(parts) }))
  pages.use(`${PATHS.console}/*`, createGuard({ ...doors, isSandbox }))
  // A sandbox is set up.
  if (!isSandbox) pages.route('/', setUpRoutes(parts.owner))
  const all = [
    todayRoutes(parts),
    signUpsRoutes(parts),
    peopleRoutes(parts),
    accountRoutes(parts.owner),
    settingsRoutes(parts.owner),
    signOutRoutes({ ...doors, codes }),
  ]
  for (const routes of all) pages.route('/', routes)
  return {
    routes: createRoutes().route('/', pages),
    isOwner: async (request) => (await signedIn(request)) !== undefined,
  }
}

type SignedIn = (request: Request) => Promise<Session | undefined>

/** What every page shows, and how often they may be asked for: by a network, and by each who is signed in, whatever others there do. */
function enter(
  { settings, site, networks, limits }: ConsoleParts,
  signedIn: SignedIn,
): MiddlewareHandler<{ Variables: ConsoleVariables }> {
  const { PUBLIC_URL, isSandbox } = settings
  const shell: Shell = { publicPath: publicPathOf(PUBLIC_URL), site, isSandbox }
  return async (context, next) => {
    const forwardedFor = context.req.header('x-forwarded-for') ?? null
    const client = networks.clientOf(clientAddress(context.env), forwardedFor)
    const network = client.kind === 'network' ? client.network : undefined
    context.set('shell', shell)
    context.set('network', network)
    const ofNetwork = limits.page(network)
    const session = ofNetwork === undefined ? undefined : await signedIn(context.req.raw)
    const waitSeconds = session === undefined ? ofNetwork : limits.page(session.hash)
    return waitSeconds === undefined ? next() : tooMany(context, waitSeconds)
  }
}

function mailLinkOf({ settings, mailer, site, codes, log }: ConsoleParts) {
  const { OWNER_EMAIL: to } = settings
  if (to === undefined || mailer === undefined) return undefined
  const linkWith = (code: string) => signInLink(settings, code)
  return createSignInMail({ mailer, to, site, codes, log, linkWith, hint: tunnelHint(settings) })
}
