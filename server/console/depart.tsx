import type { ComponentChildren } from 'preact'
import { isLoopback } from '../http/loopback.ts'
import type { OwnerParts } from './owner-parts.ts'
import type { ConsoleContext } from './routes.ts'
import { readSettingsView } from './settings-view.ts'

export type DepartParts = Pick<OwnerParts, 'settings' | 'authUrl' | 'depart' | 'issueCode' | 'applied'>

/**
 * Leads to Constant Contact, and from there back to `back`, a path of the console. It leads back to the relay's own address, so
 * an owner who works at another one, as through a tunnel, gets the way there instead.
 */
export async function departFrom(
  context: ConsoleContext,
  parts: DepartParts,
  back: string,
): Promise<{ kind: 'left'; response: Response } | { kind: 'elsewhere'; content: ComponentChildren }> {
  const { version, publicUrl } = await readSettingsView(parts.settings)
  const { origin, protocol, hostname } = new URL(publicUrl)
  if (protocol !== 'https:' && !isLoopback(hostname))
    return { kind: 'elsewhere', content: withoutTls(publicUrl) }
  if (context.req.header('origin') !== origin)
    return { kind: 'elsewhere', content: elsewhere(publicUrl, await parts.issueCode()) }
  await parts.applied(version)
  return { kind: 'left', response: await parts.depart(back) }
}

/** A code that is sent to such an address signs in whoever reads it on the way. */
function withoutTls(publicUrl: string) {
  return (
    <p>
      Constant Contact leads back to the relay’s address, <code>{publicUrl}</code>, which has no https. Put a
      server with https in front of the relay, set <code>PUBLIC_URL</code> to its address, and come back.
    </p>
  )
}

/** The way on for an owner whose browser is at another address than the relay's own. */
function elsewhere(publicUrl: string, code: string) {
  const address = `${publicUrl}/console/sign-in?code=${code}`
  return (
    <>
      <p>
        Constant Contact will send you back to <code>{publicUrl}</code>, the address that you gave this relay.
        You opened this page at another address. Please continue there: a button signs you in.
      </p>
      <p>
        <a class="button" href={address}>
          Continue at {publicUrl}
        </a>
      </p>
      <p class="quiet">
        Does it not open? Then the address does not lead to this relay yet. First set up its DNS name, or the
        server in front of the relay. Everything you entered is saved, so you can continue at any time.
      </p>
    </>
  )
}
