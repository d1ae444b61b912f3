import { fileURLToPath } from 'node:url'
import { type Logger, pino } from 'pino'
import { createApiKeys } from './admission/api-keys.ts'
import { createGuard, type Guard } from './admission/guard.ts'
import { createNetworks } from './admission/networks.ts'
import { createOrigins, type Origins } from './admission/origins.ts'
import { createProofs } from './admission/proof.ts'
import { createRates } from './admission/rates.ts'
import { createUsedProofs } from './admission/used-proofs.ts'
import type { ConnectCodes } from './constant-contact/connect-codes.ts'
import { PATHS } from './contract.ts'
import { submitThroughOutbox } from './delivery/through-outbox.ts'
import { openRelay, type Relay } from './relay.ts'
import { createApp } from './routes/app.ts'
import { assetRoutes, readAssets } from './routes/assets.ts'
import { connectRoutes } from './routes/connect.ts'
import { demoRoutes, homeRoutes } from './routes/demo.ts'
import { formRoutes } from './routes/form.ts'
import { formAnswers } from './routes/form-answers.ts'
import { healthRoutes } from './routes/health.ts'
import { listen } from './routes/listen.ts'
import { outcomeMessage } from './routes/outcome-message.ts'
import { signUpRoutes } from './routes/sign-ups.ts'
import { readSettings, type Settings } from './settings.ts'
import { StartError } from './start-error.ts'
import { createSeal } from './store/sealed.ts'
import { findUpstream, type Upstream } from './upstream.ts'

const DAY_MS = 86_400_000
/** Deliveries under way at a stop may take this long to end. */
const STOP_MS = 4_000

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

/** Built files stand beside the built relay. */
function folder(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url))
}

function guardOf(settings: Settings, origins: Origins, log: Logger): Guard {
  const now = Date.now
  const { secretKeys, apiKeys, trustedProxies, ratePerNetwork, proofOfWork } = settings
  return createGuard({
    ...{ origins, proofOfWork, log },
    apiKeys: createApiKeys(apiKeys),
    networks: createNetworks(trustedProxies),
    rates: createRates({ perNetwork: ratePerNetwork, now }),
    proofs: createProofs({ secretKeys, used: createUsedProofs(now), now }),
  })
}

async function routesOf(settings: Settings, upstream: Upstream, relay: Relay, log: Logger) {
  const { publicUrl, allowedLists: lists, patienceMs } = settings
  const { authorization, tokens, client, codes, outbox } = relay
  const { sandbox, authUrl } = upstream
  const origins = createOrigins({
    patterns: settings.allowedOrigins,
    publicUrl,
    loopback: sandbox !== undefined,
  })
  const gate = { origins, lists }
  return [
    signUpRoutes({
      gate,
      guard: guardOf(settings, origins, log),
      submit: submitThroughOutbox({ outbox, patienceMs, log }),
      message: outcomeMessage(settings),
      answers: formAnswers(gate),
    }),
    formRoutes(gate),
    connectRoutes({
      ...{ publicUrl, authUrl, authorization, tokens, client, now: Date.now },
      ...(!sandbox && { codes }),
      seal: createSeal(settings.secretKeys, 'departure'),
    }),
    healthRoutes(async () => {
      const status = await tokens.status()
      return status.kind === 'connected' && status.trouble === undefined
        ? { ready: true, status: 'ok', connection: status.kind }
        : { ready: true, status: 'degraded', connection: status.kind }
    }),
    assetRoutes(await readAssets(folder('widget'), '/v1/')),
    sandbox ? demoRoutes(await readAssets(folder('demo'), '/'), sandbox.url) : homeRoutes(publicUrl, lists),
  ]
}

/** Serves until the process is told to end; what is under way then is finished. */
async function serve(settings: Settings, upstream: Upstream, relay: Relay, log: Logger): Promise<void> {
  const { dispatcher, database, tokens } = relay
  const routes = await routesOf(settings, upstream, relay, log)
  const listening = await listen(createApp({ log, now: Date.now, routes }), settings)
  dispatcher.start()
  const keepAlive = () =>
    tokens.keepAlive().catch((error: unknown) => log.error({ error: String(error) }, 'keep alive'))
  setInterval(keepAlive, DAY_MS).unref()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      await Promise.all([listening.stop(), dispatcher.stop(STOP_MS)])
      await database.close()
      process.exit(0)
    })
  }
}

/** Where the owner connects the relay; who holds the link proves to be the owner, once. */
async function connectLink(publicUrl: string, codes: ConnectCodes): Promise<string> {
  return `${publicUrl}${PATHS.connect}?code=${await codes.issue()}`
}

/** What a person who has just started the relay looks for. */
async function greeting({ publicUrl }: Settings, { sandbox }: Upstream, relay: Relay): Promise<string> {
  const lines = sandbox
    ? [`Demo page  ${publicUrl}/`, `Sandbox    ${sandbox.url}/  (shows what arrived; no real people)`]
    : [`Relay      ${publicUrl}/`]
  const connected = (await relay.tokens.status()).kind === 'connected'
  if (!connected) {
    lines.push(`Connect    ${await connectLink(publicUrl, relay.codes)}  (works once, for an hour)`)
  }
  return ['', ...lines, `Health     ${publicUrl}${PATHS.ready}`, '', ''].join('\n')
}

async function main(): Promise<void> {
  const settings = settingsOfProcess()
  const log = pino({ base: null })
  const upstream = await findUpstream(settings)
  const relay = await openRelay(settings, upstream, log)
  if (process.argv[2] === 'connect') {
    process.stdout.write(`${await connectLink(settings.publicUrl, relay.codes)}\n`)
    await relay.database.close()
    return
  }
  await serve(settings, upstream, relay, log)
  process.stdout.write(await greeting(settings, upstream, relay))
}

main().catch((error: unknown) => {
  const faults =
    error instanceof StartError ? error.faults : [error instanceof Error ? error.message : String(error)]
  process.stderr.write(`The relay does not start:\n${faults.map((fault) => `  ${fault}\n`).join('')}`)
  process.exit(1)
})
