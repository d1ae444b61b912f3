import { PATHS } from '../../contract.ts'
import { isLoopback } from '../../http/loopback.ts'
import { publicPathOf } from '../../http/public-path.ts'

type Place = { PUBLIC_URL: string; PORT: number }

/**
 * Where a browser opens the console: at `PUBLIC_URL` if nobody on the way can read along, otherwise on the relay's own machine,
 * to which a tunnel may lead. Never made from a request, whose Host anybody can write.
 */
export function consoleAddress({ PUBLIC_URL, PORT }: Place): string {
  const { protocol, hostname } = new URL(PUBLIC_URL)
  const isConfidential = protocol === 'https:' || isLoopback(hostname)
  return isConfidential ? PUBLIC_URL : `http://localhost:${PORT}${publicPathOf(PUBLIC_URL)}`
}

/** The link that signs in. Whoever has it counts as the owner, once. */
export function signInLink(place: Place, code: string): string {
  return `${consoleAddress(place)}${PATHS.console}/sign-in?code=${code}`
}

/** How to open a link to the relay's own machine from elsewhere; undefined for a link that works everywhere. */
export function tunnelHint(place: Place): string | undefined {
  const { hostname, port } = new URL(consoleAddress(place))
  if (!isLoopback(hostname)) return undefined
  return `If the relay runs on another machine than your browser, first open a tunnel to it: ssh -L ${port}:localhost:${place.PORT} YOUR-SERVER`
}
