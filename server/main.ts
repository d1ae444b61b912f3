import { fileURLToPath } from 'node:url'
import { type Logger, pino } from 'pino'
import { createOrigins } from './admission/origins.ts'
import { createAuthorization } from './constant-contact/authorization.ts'
import { createClient } from './constant-contact/client.ts'
import { type ConnectCodes, createConnectCodes } from './constant-contact/connect-codes.ts'
import { claimStore } from './constant-contact/identity.ts'
import type { TokenStatus } from './constant-contact/token-state.ts'
import { createTokenTurn } from './constant-contact/token-turn.ts'
import { createTokens } from './constant-contact/tokens.ts'
import { PATHS } from './contract.ts'
import { submitAtOnce } from './delivery/at-once.ts'
import { createApp } from './routes/app.ts'
import { assetRoutes, readAssets } from './routes/assets.ts'
import { connectRoutes } from './routes/connect.ts'
import { demoRoutes, homeRoutes } from './routes/demo.ts'
import { formAnswers, formRoutes } from './routes/form.ts'
import { healthRoutes } from './routes/health.ts'
import { listen } from './routes/listen.ts'
import { outcomeMessage } from './routes/outcome-message.ts'
import { signUpRoutes } from './routes/sign-ups.ts'
import { listen as listenAsVendor } from './sandbox/listen.ts'
import { createSandbox } from './sandbox/sandbox.ts'
import { readSettings, type Settings } from './settings.ts'
import { migrate } from './store/migrations.ts'
import { openDatabase } from './store/open.ts'
import { createSeal } from './store/sealed.ts'

/** What keeps the relay from starting, in sentences that name the setting and the remedy. */
class StartError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'))
  }
}

const DAY_MS = 86_400_000

type Upstream = {
  apiUrl: string
  authUrl: string
  clientId: string
  clientSecret?: string
  seedRefreshToken?: string
  sandbox?: { url: string; seedRefreshToken(): string }
}

function settingsOfProcess(): Settings {
  try {
    process.loadEnvFile()
  } catch {
    // No .env file: the environment alone speaks.
  }
  const reading = readSettings(process.env, { sandbox: process.argv.includes('--sandbox') })
  if (reading.kind === 'faults') throw new StartError(reading.faults)
  return reading.settings
}

/** The vendor as the settings name it, or a sandbox started in its place, on this machine only. */
async function findUpstream({ account }: Settings): Promise<Upstream> {
  if (account.kind === 'vendor') return account
  let url = ''
  const { clientId, port } = account
  const sandbox = createSandbox({ client: { id: clientId }, origin: () => url })
  url = (await listenAsVendor(sandbox, { port, host: '127.0.0.1' })).url
  return { apiUrl: `${url}/v3`, authUrl: `${url}/oauth2/default/v1`, clientId, sandbox: { url, ...sandbox } }
}

/** Opens the store and makes sure that it belongs to this account. */
async function openStore({ databaseUrl }: Settings, { apiUrl, clientId, sandbox }: Upstream) {
  const database = await openDatabase(databaseUrl)
  await migrate(database)
  // A sandbox may listen elsewhere tomorrow and is still the same; a real account's store is never one for it.
  const claim = await claimStore(database, { apiUrl: sandbox ? 'sandbox' : apiUrl, clientId })
  if (claim.kind === 'ok') return database
  await database.close()
  throw new StartError([
    `DATABASE_URL names the store of another account (application ${claim.clientId}, ${claim.apiUrl}): name another`,
  ])
}

async function startRelay(settings: Settings, log: Logger) {
  const upstream = await findUpstream(settings)
  const database = await openStore(settings, upstream)
  const { publicUrl, allowedLists: lists } = settings
  const now = Date.now
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

  const authorization = createAuthorization({
    ...upstream,
    redirectUri: publicUrl + PATHS.connectCallback,
    fetch,
    turn: createTokenTurn({ database, now, pause }),
  })
  const tokens = createTokens({
    database,
    seal: createSeal(settings.secretKeys, 'grant'),
    authorization,
    now,
    log,
    ...(upstream.seedRefreshToken !== undefined && { seedRefreshToken: upstream.seedRefreshToken }),
  })
  if (upstream.sandbox) {
    // The sandbox forgets its grants when it stops, so each start presses Allow anew.
    const allowed = await authorization.refresh(upstream.sandbox.seedRefreshToken())
    if (allowed.kind !== 'tokens' || !allowed.pair.refreshToken) throw new Error('The sandbox gave no tokens')
    await tokens.store({ ...allowed.pair, refreshToken: allowed.pair.refreshToken })
  }

  const grant = await tokens.status()
  if (grant.kind === 'disconnected' && grant.reason === 'undecryptable') {
    throw new StartError([
      'SECRET_KEY does not open what the database holds: add the key it was written with, as new,old',
    ])
  }

  const client = createClient({ apiUrl: upstream.apiUrl, fetch })
  const origins = createOrigins({
    patterns: settings.allowedOrigins,
    publicUrl,
    loopback: upstream.sandbox !== undefined,
  })
  const gate = { origins, lists }
  const codes = upstream.sandbox ? undefined : createConnectCodes(database, now)
  const message = outcomeMessage(settings)
  const app = createApp({
    log,
    now,
    routes: [
      signUpRoutes({
        gate,
        submit: submitAtOnce({ client, tokens, log }),
        message,
        answers: formAnswers({ gate, publicUrl }),
      }),
      formRoutes({ gate, publicUrl }),
      connectRoutes({
        ...{ publicUrl, authUrl: upstream.authUrl, authorization, tokens, client, now },
        ...(codes && { codes }),
        seal: createSeal(settings.secretKeys, 'departure'),
      }),
      healthRoutes(async () => {
        const status = await tokens.status()
        return status.kind === 'connected' && status.trouble === undefined
          ? { ready: true, status: 'ok', connection: status.kind }
          : { ready: true, status: 'degraded', connection: status.kind, reason: reasonOf(status) }
      }),
      assetRoutes(await readAssets(folder('widget'), '/v1/')),
      upstream.sandbox
        ? demoRoutes(await readAssets(folder('demo'), '/'), upstream.sandbox.url)
        : homeRoutes(publicUrl, lists),
    ],
  })
  const listening = await listen(app, settings)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      await listening.stop()
      await database.close()
      process.exit(0)
    })
  }
  setInterval(
    () => tokens.keepAlive().catch((error) => log.error({ error: String(error) }, 'keep alive')),
    DAY_MS,
  ).unref()
  const connected = (await tokens.status()).kind === 'connected'
  return {
    sandboxUrl: upstream.sandbox?.url,
    connectLink: connected ? undefined : codes && (await connectLink(publicUrl, codes)),
  }
}

function reasonOf(status: TokenStatus): string | undefined {
  return status.kind === 'connected' ? status.trouble : status.reason
}

/** Where the owner connects the relay; who holds the link proves to be the owner, once. */
async function connectLink(publicUrl: string, codes: ConnectCodes): Promise<string> {
  return `${publicUrl}${PATHS.connect}?code=${await codes.issue()}`
}

/** Built files stand beside the built relay. */
function folder(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url))
}

/** `connect`: a fresh link, also while a relay runs on the same database. */
async function printConnectLink(settings: Settings): Promise<void> {
  const database = await openDatabase(settings.databaseUrl)
  await migrate(database)
  const link = await connectLink(settings.publicUrl, createConnectCodes(database, Date.now))
  await database.close()
  process.stdout.write(`${link}\n`)
}

/** What a person who has just started the relay looks for. */
function greeting(
  { publicUrl }: Settings,
  sandboxUrl: string | undefined,
  connectLink: string | undefined,
): string {
  const lines = sandboxUrl
    ? [`Demo page  ${publicUrl}/`, `Sandbox    ${sandboxUrl}/  (shows what arrived; no real people)`]
    : [`Relay      ${publicUrl}/`]
  if (connectLink) lines.push(`Connect    ${connectLink}  (works once, for an hour)`)
  return ['', ...lines, `Health     ${publicUrl}${PATHS.ready}`, '', ''].join('\n')
}

async function main(): Promise<void> {
  const settings = settingsOfProcess()
  const log = pino({ base: null })
  if (process.argv[2] === 'connect') return printConnectLink(settings)
  const { sandboxUrl, connectLink } = await startRelay(settings, log)
  process.stdout.write(greeting(settings, sandboxUrl, connectLink))
}

main().catch((error: unknown) => {
  const faults =
    error instanceof StartError ? error.faults : [error instanceof Error ? error.message : String(error)]
  process.stderr.write(`The relay does not start:\n${faults.map((fault) => `  ${fault}\n`).join('')}`)
  process.exit(1)
})
