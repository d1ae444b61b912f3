import { type Relay, startRelay } from './relay.ts'

/** A relay that nobody has set up: it knows its port, its folder, and where Constant Contact is; that is another relay's sandbox. */
export type NewRelay = Relay & {
  /** The link that the relay wrote to its log. */
  signInLink(): string
  /** Ends the process and starts another on the same folder and port. */
  restart(): Promise<void>
}

/** Starts a relay in an empty folder, without any setting of the owner's. */
export async function startNewRelay(more: Record<string, string> = {}): Promise<NewRelay> {
  const vendor = await startRelay()
  const environment = {
    // Empty, they count as not set.
    ...{ CTCT_CLIENT_ID: '', PUBLIC_URL: '' },
    CTCT_API_URL: `${vendor.sandbox.url}/v3`,
    CTCT_AUTH_URL: `${vendor.sandbox.url}/oauth2/default/v1`,
    ...more,
  }
  let relay = await startRelay(environment)
  const { url, folder } = relay
  return {
    ...{ url, folder, sandbox: vendor.sandbox },
    log: () => relay.log(),
    command: (...words) => relay.command(...words),
    end: () => relay.end(),
    signInLink() {
      const link = /http:\S+\/console\/sign-in\?code=\w+/.exec(relay.log().join('\n'))?.[0]
      if (link === undefined) throw new Error('The relay wrote no link')
      return link
    },
    async restart() {
      await relay.end()
      const DATABASE_URL = `file:${folder}/relay.db`
      relay = await startRelay({ ...environment, PORT: new URL(url).port, DATABASE_URL })
    },
    async stop() {
      await relay.stop()
      await vendor.stop()
    },
  }
}
