import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { freePort } from '../../../server/testing/port.ts'
import { signUpBody } from '../../support/post.ts'
import { startRelay } from './container.ts'
import { ADDRESS, IMAGE, OTHER_ADDRESS, podmanOk } from './engine.ts'

const DEPLOY = join(import.meta.dirname, '../../../server/deploy')
const POSTGRES =
  'COMPOSE_PROFILES=postgres\nRELAYS=relay:8080 relay-2:8080\nPOSTGRES_PASSWORD=p\nDATABASE_URL=postgres://relay:p@postgres/relay\n'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'compose-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** What Compose makes of the file beside this `.env`, after its own schema. */
function compose(env: string) {
  const here = folder()
  copyFileSync(join(DEPLOY, 'compose.yaml'), join(here, 'compose.yaml'))
  writeFileSync(join(here, '.env'), env)
  const { status, stdout, stderr } = spawnSync('docker-compose', ['config'], { cwd: here, encoding: 'utf8' })
  return { status, stderr, services: status === 0 ? parse(stdout).services : {} }
}

test('the compose file is one, for a relay on SQLite and for two on PostgreSQL', () => {
  const { services } = compose('DOMAIN=signup.example.org\nSECRET_KEY=k\n')
  expect(services.caddy.environment).toEqual({ DOMAIN: 'signup.example.org', RELAYS: 'relay:8080' })
  expect(services.relay).toMatchObject({
    environment: {
      PUBLIC_URL: 'https://signup.example.org',
      DATABASE_URL: 'file:/data/relay.db',
      SECRET_KEY: 'k',
    },
    read_only: true,
  })
  const two = compose(`DOMAIN=signup.example.org\n${POSTGRES}`).services
  expect(two.relay.environment).toMatchObject({ DATABASE_URL: 'postgres://relay:p@postgres/relay' })
  expect(two['relay-2'].environment).toEqual(two.relay.environment)
  expect(two.caddy.environment.RELAYS).toBe('relay:8080 relay-2:8080')
  for (const name of ['relay-2', 'postgres']) expect(two[name].profiles).toEqual(['postgres'])
})

test('it says that DOMAIN is missing, and its health check is that of the image', () => {
  expect(compose('').stderr).toMatch(/DOMAIN.*is missing in \.env/)
  const image = JSON.parse(podmanOk('image', 'inspect', '--format', '{{json .HealthCheck.Test}}', IMAGE))
  expect(
    parse(readFileSync(join(DEPLOY, 'compose.yaml'), 'utf8'), { merge: true }).services.relay.healthcheck
      .test,
  ).toEqual(image)
})

/** Starts the Caddy of the compose file, for two relays; resolves to their common address. */
async function startCaddy(): Promise<string> {
  const [here, port] = [folder(), await freePort()]
  const test = `{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n\tlocal_certs\n\thttps_port ${port}\n}\n`
  writeFileSync(join(here, 'Caddyfile'), test + readFileSync(join(DEPLOY, 'Caddyfile'), 'utf8'))
  const hosts = ['127.0.0.1 localhost', `${ADDRESS} relay`, `${OTHER_ADDRESS} relay-2`, '']
  writeFileSync(join(here, 'hosts'), hosts.join('\n'))
  const caddy = 'mount --bind hosts /etc/hosts && exec caddy run --config Caddyfile --adapter caddyfile'
  const running = spawn('unshare', ['--mount', 'sh', '-c', caddy], {
    cwd: here,
    env: {
      ...process.env,
      DOMAIN: 'localhost',
      RELAYS: 'relay:8080 relay-2:8080',
      XDG_DATA_HOME: here,
      XDG_CONFIG_HOME: here,
      HOME: here,
    },
    stdio: 'ignore',
  })
  onTestFinished(() => void running.kill())
  return `https://localhost:${port}`
}

test('a sign-up goes through Caddy and HTTPS to a relay, while the other of two is replaced', async ({
  onTestFinished: afterwards,
}) => {
  const url = await startCaddy()
  const { HOST: _, PORT: __, ...env } = compose('DOMAIN=localhost\n').services.relay.environment
  const start = (address: string, count: number) => {
    const where = { PUBLIC_URL: url, HOST: address, SANDBOX_PORT: String(9000 + count) }
    const own = { ...env, ...where, RATE_PER_NETWORK: '0' }
    const options = Object.entries(own).flatMap(([name, value]) => ['--env', `${name}=${value}`])
    const started = { options: [...options, '--cap-drop=all'], command: ['--sandbox'], address, port: 8080 }
    return startRelay(afterwards, started)
  }
  const first = await start(ADDRESS, 1)
  await start(OTHER_ADDRESS, 2)
  // Caddy up to 2.11.1, and so Debian's, sends no post again at a relay it has not yet seen to be away: people press again.
  const signUp = async (): Promise<number | string> => {
    const status = await postUnverified(`${url}/v1/signups`)
    return status === 502 ? signUp() : status
  }
  await expect.poll(signUp, { timeout: 60_000, interval: 500 }).toBe(201)
  const answers: Promise<number | string>[] = []
  const visitors = setInterval(() => void answers.push(signUp()), 100)
  expect(first.stop().code).toBe(0)
  await start(ADDRESS, 1)
  await expect.poll(() => answers.length, { timeout: 60_000 }).toBeGreaterThan(20)
  clearInterval(visitors)
  for (const status of await Promise.all(answers)) expect(status).toBeOneOf([200, 201, 202])
})

let count = 0

/** The status of a sign-up, with a certificate that only Caddy's own authority has signed. */
function postUnverified(url: string): Promise<number | string> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json' }
    const sending = request(url, { method: 'POST', headers, rejectUnauthorized: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sending.once('error', ({ message }) => resolve(message))
    sending.end(JSON.stringify(signUpBody(`visitor${count++}@example.org`)))
  })
}
