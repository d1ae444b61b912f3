import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { freePort } from '../../server/testing/port.ts'
import { signUpBody } from '../support/post.ts'
import { startRelay } from './container.ts'
import { ADDRESS, IMAGE, podmanOk } from './engine.ts'

const DEPLOY = join(import.meta.dirname, '../../server/deploy')
const POSTGRES =
  'COMPOSE_PROFILES=postgres\nPOSTGRES_PASSWORD=p\nDATABASE_URL=postgres://relay:p@postgres/relay\n'

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
  expect(services.caddy.environment).toEqual({ DOMAIN: 'signup.example.org' })
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
  expect(two['relay-2'].networks.default.aliases).toEqual(['relay'])
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

test('a sign-up goes through Caddy and HTTPS to the relay of the compose file', async ({
  onTestFinished,
}) => {
  const env = compose('DOMAIN=localhost\n').services.relay.environment
  const port = await freePort()
  const variables = Object.entries({ ...env, PUBLIC_URL: `https://localhost:${port}` })
  const options = variables
    .filter(([name]) => name !== 'PORT')
    .flatMap(([name, value]) => ['--env', `${name}=${value}`])
  const relay = await startRelay(onTestFinished, {
    options: [...options, '--cap-drop=all'],
    command: ['--sandbox'],
  })
  const here = folder()
  const file = readFileSync(join(DEPLOY, 'Caddyfile'), 'utf8')
  const inner = file.replace('dynamic a relay 8080', `dynamic a ${ADDRESS} ${new URL(relay.url).port}`)
  expect(inner).not.toBe(file)
  writeFileSync(
    join(here, 'Caddyfile'),
    `{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n\tlocal_certs\n\thttps_port ${port}\n}\n${inner}`,
  )
  const caddy = spawn('caddy', ['run', '--config', join(here, 'Caddyfile'), '--adapter', 'caddyfile'], {
    env: { ...process.env, DOMAIN: 'localhost', XDG_DATA_HOME: here, XDG_CONFIG_HOME: here, HOME: here },
    stdio: 'ignore',
  })
  onTestFinished(() => void caddy.kill())
  const url = `https://localhost:${port}/v1/signups`
  await expect.poll(() => postUnverified(url), { timeout: 60_000, interval: 500 }).toBe(201)
})

/** The status of a sign-up, with a certificate that only Caddy's own authority has signed. */
function postUnverified(url: string): Promise<number | string> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json' }
    const sending = request(url, { method: 'POST', headers, rejectUnauthorized: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sending.once('error', ({ message }) => resolve(message))
    sending.end(JSON.stringify(signUpBody('grace@example.org')))
  })
}
