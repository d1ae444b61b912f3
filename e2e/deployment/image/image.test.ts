import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { buildEarlierVersion } from '../../support/earlier-version.ts'
import { post, signUpBody } from '../../support/post.ts'
import { startProcess, startRelay, volume } from './container.ts'
import { ADDRESS, IMAGE, podmanOk, runContainer } from './engine.ts'

const SANDBOX = ['--sandbox']
/** An account whose Constant Contact is not there. */
const ACCOUNT = {
  CTCT_CLIENT_ID: 'an-application',
  CTCT_API_URL: 'http://127.0.0.1:9/v3',
  CTCT_AUTH_URL: 'http://127.0.0.1:9/oauth2',
  SECRET_KEY: 'a key of the tests that is no secret at all',
  ALLOWED_ORIGINS: 'https://www.example.org',
  ALLOWED_LISTS: 'd13d60d0-f256-11e8-b47d-fa163e56c9b0',
  EXISTING_CONTACTS: 'update',
}
const env = (variables: Record<string, string>) =>
  Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`])

/** A folder of root's that anybody may read. */
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'image-'))
  chmodSync(path, 0o755)
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A file of root's that is mounted as /run/secret. */
function mounted(content: string, mode: number): string[] {
  const path = join(folder(), 'secret')
  writeFileSync(path, content)
  chmodSync(path, mode)
  return ['--volume', `${path}:/run/secret:ro`]
}

test('says its size', () => {
  const megabytes = (name: string) =>
    Number(podmanOk('image', 'inspect', '--format', '{{.Size}}', name)) / 1e6
  const [whole, base] = [megabytes(IMAGE), megabytes('localhost/runtime')]
  console.log(`The image: ${whole.toFixed(0)} MB, of which what it stands on here: ${base.toFixed(0)} MB`)
  expect(whole).toBeLessThan(170)
})

test('signs up with a root file system that nobody can write, as a user who is not root, without a shell', async ({
  onTestFinished,
}) => {
  const relay = await startRelay(onTestFinished, { command: SANDBOX })
  expect((await post(relay, signUpBody('ada@example.org'))).status).toBe(201)
  expect(relay.exec('node', '-p', 'process.getuid()+":"+process.getgid()').out).toBe('1000:1000')
  const write = (path: string) => relay.exec('node', '-e', `fs.writeFileSync('${path}', '')`)
  for (const path of ['/relay/x', '/tmp/x', '/x']) expect(write(path).text).toContain('EROFS')
  expect(write('/data/x').code).toBe(0)
  expect(relay.exec('sh', '-c', 'id').text).toMatch(/not found|no such file/i)
})

test('shows the sandbox to those outside the container', async ({ onTestFinished }) => {
  const relay = await startRelay(onTestFinished, {
    command: SANDBOX,
    options: env({ SANDBOX_PORT: '8099' }),
  })
  await post(relay, signUpBody('ada@example.org'))
  const shown = await fetch(`http://${ADDRESS}:8099/`)
  expect(await shown.text()).toContain('ada@example.org')
  expect(relay.log()).toContain('http://127.0.0.1:8099/')
  expect((await fetch(`${relay.url}/`)).status).toBe(200)
})

test('its texts name commands that it has', async ({ onTestFinished }) => {
  const relay = await startRelay(onTestFinished, { command: SANDBOX })
  expect((await post(relay, signUpBody('ada@example.org'))).status).toBe(201)
  const run = (...words: string[]) => relay.exec('signup-relay', '--sandbox', ...words)
  expect(run('help').text).toContain('Usage: signup-relay COMMAND')
  expect(run('export').out).toContain('ada@example.org')
  expect(run('outbox').out).toBe('No sign-ups in this state.')
  expect(run('consent', 'ada@example.org').out).toContain('Pressing the button is my consent.')
  expect(run('show', '1').code).toBe(0)
  expect(run('disconnect').code).toBe(0)
  expect(run('status').out).toContain('To connect: signup-relay connect')
  expect(run('connect').out).toMatch(/^http:\/\/localhost:\d+\/connect\?code=/)
  expect(run('forget', 'ada@example.org').out).toContain('Erased 1 sign-up')
})

test('stops within seconds of SIGTERM, and keeps every sign-up that it has acknowledged', async ({
  onTestFinished,
}) => {
  const data = volume(onTestFinished)
  const relay = await startRelay(onTestFinished, { options: [...data, ...env(ACCOUNT)] })
  const acknowledged: string[] = []
  let isStopping = false
  const visitors = Array.from({ length: 4 }, async (_, visitor) => {
    for (let count = 0; !isStopping || count === 0; count++) {
      const address = `visitor${visitor}-${count}@example.org`
      const answer = await post(relay, signUpBody(address)).catch(() => undefined)
      if (answer?.status === 202) acknowledged.push(address)
      else if (answer !== undefined) expect(answer.status).toBe(403)
      if (answer === undefined) return
    }
  })
  await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(3)
  const { code, milliseconds } = relay.stop()
  isStopping = true
  await Promise.all(visitors)
  expect(code).toBe(0)
  expect(milliseconds).toBeLessThan(20_000)
  console.log(`Stopped in ${milliseconds.toFixed(0)} ms; ${acknowledged.length} sign-ups acknowledged`)
  const exported = runContainer([...data, ...env(ACCOUNT)], 'export').out
  for (const address of acknowledged) expect(exported).toContain(`"${address}"`)
})

test('stops at once while it is still starting, although process 1 ignores signals that it does not handle', async ({
  onTestFinished,
}) => {
  // Takes connections and says nothing.
  const silent = `require('net').createServer(() => {}).listen(5432, '0.0.0.0')`
  startProcess(onTestFinished, ['--entrypoint', '["node"]'], ['-e', silent])
  const relay = startProcess(
    onTestFinished,
    env({ ...ACCOUNT, DATABASE_URL: `postgres://relay@${ADDRESS}/relay` }),
    [],
  )
  const started = () =>
    relay.exec('node', '-p', `fs.readFileSync('/proc/net/tcp', 'utf8').includes(':1538 ')`).out
  await expect.poll(started, { timeout: 60_000 }).toBe('true')
  expect(relay.stop(60).milliseconds).toBeLessThan(30_000)
})

test('is healthy while it answers, on whatever port, and not while it hangs', async ({ onTestFinished }) => {
  const relay = await startRelay(onTestFinished, { command: SANDBOX })
  const check = () => relay.engine('healthcheck run').code
  expect(relay.engine('inspect', '--format', '{{index .Config.Healthcheck.Test 0}}').out).toBe('CMD')
  expect(check()).toBe(0)
  relay.engine('kill', '--signal', 'STOP')
  expect(check()).toBe(1)
  relay.engine('kill', '--signal', 'CONT')
  expect(check()).toBe(0)
  const elsewhere = startProcess(
    onTestFinished,
    ['--entrypoint', '["node"]'],
    ['-e', 'setInterval(() => {}, 1e6)'],
  )
  expect(elsewhere.engine('healthcheck run').code).toBe(1)
})

test('takes secrets from files, and says what to do about those that it cannot read', async ({
  onTestFinished,
}) => {
  const { SECRET_KEY, ...others } = ACCOUNT
  const named = env({ ...others, SECRET_KEY_FILE: '/run/secret' })
  const relay = await startRelay(onTestFinished, {
    options: [...named, ...mounted(`${SECRET_KEY}\n`, 0o444)],
  })
  expect((await post(relay, signUpBody('ada@example.org'))).status).toBe(202)
  expect(relay.exec('signup-relay', 'export').out).toContain('ada@example.org')
  expect(await (await fetch(`${relay.url}/connect`)).text()).toContain('<code>signup-relay connect</code>')
  const told = (options: string[]) => {
    const { code, text } = runContainer([...named, ...options])
    expect(code).toBe(1)
    expect(text).toMatch(/^The relay could not start:\n {2}SECRET_KEY/)
    expect(text).not.toContain(SECRET_KEY)
    return text
  }
  expect(told(mounted(SECRET_KEY, 0o600))).toContain(
    'which the relay may not read: let the relay’s user (1000) read it',
  )
  expect(told([])).toContain('SECRET_KEY_FILE names /run/secret, which does not exist')
  expect(told(mounted('\n', 0o444))).toContain('which is empty')
  expect(told(['--volume', `${folder()}:/run/secret`])).toContain('which is a folder')
  expect(told([...mounted(SECRET_KEY, 0o444), ...env({ SECRET_KEY })])).toContain('are both set')
})

test('says what to do about a port that is taken, and about data that it may not write', async ({
  onTestFinished,
}) => {
  const relay = await startRelay(onTestFinished, { options: env(ACCOUNT) })
  const { port } = new URL(relay.url)
  expect(runContainer(env({ ...ACCOUNT, PORT: port })).text).toContain(
    `PORT is ${port}, which another program uses`,
  )
  const closed = folder()
  const sentence =
    /The relay could not start:\n {2}DATABASE_URL names a database that cannot be opened: .*\/data\/relay\.db.*Let the relay’s user \(1000\) write \/data/
  expect(runContainer(['--volume', `${closed}:/data`, ...env(ACCOUNT)]).text).toMatch(sentence)
  expect(runContainer(['--volume', `${closed}:/data:ro`, ...env(ACCOUNT)]).text).toMatch(sentence)
})

test('takes over the data of version 1.0, which then refuses them', async ({ onTestFinished }) => {
  const { entry } = await buildEarlierVersion()
  const earlier = ['--volume', `${join(entry, '../..')}:/relay/dist:ro`]
  const options = [...volume(onTestFinished), ...env(ACCOUNT)]
  const before = await startRelay(onTestFinished, { options: [...options, ...earlier] })
  expect((await post(before, signUpBody('ada@example.org'))).status).toBe(202)
  expect(before.stop().code).toBe(0)
  const after = await startRelay(onTestFinished, { options })
  expect((await post(after, signUpBody('grace@example.org'))).status).toBe(202)
  const exported = after.exec('signup-relay', 'export').out
  for (const address of ['ada@example.org', 'grace@example.org']) expect(exported).toContain(address)
  expect(after.stop().code).toBe(0)
  const { code, text } = runContainer([...options, ...earlier])
  expect(code).toBe(1)
  expect(text).toMatch(/was written by a later version of the relay .*: start that version/)
})
