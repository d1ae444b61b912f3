import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildEarlierVersion } from '../../support/earlier-version.ts'
import { post, signUpBody } from '../../support/post.ts'
import { type Relay, startRelay } from '../../support/relay.ts'
import { emptyFolder, type Folder, megabytes, packAll } from './installed.ts'

const SQLITE = '@photostructure/sqlite@1.2.1'
/** The goal for what `npm install signup-relay` puts on the disk, where Node brings SQLite. */
const MOST_MEGABYTES = 25

const packed = await packAll()
const { 'signup-relay': relayArchive, 'signup-widget': widgetArchive } = packed

describe.each(Object.entries(packed))('%s', (name, archive) => {
  let here: Folder
  beforeAll(async () => {
    here = await emptyFolder('22')
  })
  afterAll(() => here.remove())

  test('passes publint', async () => {
    const said = await here.run('npx', '--yes', 'publint@0.3.25', '--strict', archive)
    expect(said, said.out).toMatchObject({ code: 0 })
  })

  test('could be published: npm finds nothing to correct', async () => {
    const { code, out, err } = await here.run('npm', 'publish', '--dry-run', archive)
    const warnings = err.match(/^npm (warn|error) .*$/gm) ?? []
    expect(warnings.filter((line) => !line.includes('requires you to be logged in'))).toEqual([])
    expect({ code, out: out.trim() }).toEqual({ code: 0, out: expect.stringMatching(`^\\+ ${name}@`) })
  })
})

test('the types of signup-widget are found by every way in which applications import it', async () => {
  const here = await emptyFolder('22')
  const said = await here.run(
    'npx',
    '--yes',
    '@arethetypeswrong/cli@0.18.5',
    '--profile',
    'esm-only',
    widgetArchive,
  )
  expect(said, said.out).toMatchObject({ code: 0 })
  await here.remove()
})

test('on Node 20, the start says which package for SQLite is missing', async () => {
  const here = await emptyFolder('20.19.0')
  await here.run('npm', 'install', relayArchive)
  const { code, err } = await here.run('npx', 'signup-relay', '--sandbox')
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(`npm install ${SQLITE}`) })
  await here.remove()
})

test('on a Node that is too old, the start says which is needed', async () => {
  const here = await emptyFolder('18')
  await here.run('sh', '-c', `tar -xzf ${relayArchive}`)
  expect(await here.run('node', 'package/signup-relay.js', '--sandbox')).toEqual({
    ...{ code: 1, out: '' },
    err: expect.stringMatching(/^The relay needs Node 22\.13 or later.* This is Node 18\.\S+\.\n$/),
  })
  await here.remove()
})

describe.each(['20.19.0', '22', '24'])('on Node %s', (version) => {
  const hasSqlite = !version.startsWith('20.')
  let here: Folder
  const program = () => join(here.path, 'node_modules/.bin/signup-relay')

  /** Calls back with the relay that was installed, running beside its sandbox. */
  async function withRelay(environment: Record<string, string>, visit: (relay: Relay) => Promise<void>) {
    const relay = await startRelay(environment, program(), here.node)
    try {
      await visit(relay)
    } finally {
      await relay.stop()
    }
  }

  beforeAll(async () => {
    here = await emptyFolder(version)
    const { code, err } = await here.run('npm', 'install', relayArchive, widgetArchive)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const size = await megabytes(join(here.path, 'node_modules'))
    console.log(`Node ${version}: both packages take ${size.toFixed(1)} MB`)
    expect(size).toBeLessThan(MOST_MEGABYTES)
    if (!hasSqlite) await here.run('npm', 'install', SQLITE)
  })
  afterAll(() => here.remove())

  test('signs up, tells the operator, and stops', async () => {
    await withRelay({}, async (relay) => {
      expect((await fetch(`${relay.url}/`)).status).toBe(200)
      expect((await fetch(`${relay.url}/v1/signup.js`)).status).toBe(200)
      expect(await post(relay, signUpBody('ada@example.com'))).toMatchObject({ status: 201 })
      expect(JSON.stringify((await relay.sandbox.state()).contacts)).toContain('ada@example.com')
      expect(relay.log().filter((line) => /warning/i.test(line))).toEqual([])
      const database = `DATABASE_URL=file:${relay.folder}/relay.db`
      const status = await here.run('env', database, 'npx', 'signup-relay', 'status', '--sandbox')
      expect(status).toEqual({ code: 0, err: '', out: expect.stringContaining('Connection') })
      await relay.end()
    })
  })

  test('names its commands as they are called here', async () => {
    const { code, out } = await here.run('npx', 'signup-relay', 'help')
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^Usage: npx signup-relay COMMAND/) })
  })

  test('waits to be set up in the browser, and prints the link for it', async () => {
    await withRelay({ CTCT_CLIENT_ID: '', PUBLIC_URL: '' }, async (relay) => {
      await expect.poll(() => relay.log().join('\n')).toContain(`${relay.url}/console/sign-in?code=`)
      expect((await fetch(`${relay.url}/health/ready`)).status).toBe(503)
    })
  })

  test('says which settings are missing, if it has no console', async () => {
    const { code, err } = await here.run('env', 'CONSOLE=off', 'npx', 'signup-relay')
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('CTCT_CLIENT_ID') })
  })

  test('delivers what waited in the database of the version before', async () => {
    const earlier = await buildEarlierVersion()
    const before = await startRelay({}, earlier.entry)
    try {
      await before.sandbox.fault({ kind: 'status', status: 503 }, { times: 1000 })
      expect((await post(before, signUpBody('waiting@example.com'))).status).toBe(202)
      await before.end()
      await withRelay({ DATABASE_URL: `file:${before.folder}/relay.db` }, async (after) => {
        await expect.poll(async () => JSON.stringify(await after.sandbox.signUps())).toContain('waiting@')
      })
    } finally {
      await before.stop()
    }
  })

  test('the widget can be imported without a document, and its script copied to a host', async () => {
    const code = `import { mount } from 'signup-widget'
      const script = import.meta.resolve('signup-widget/embed/signup.js')
      console.log(typeof mount, (await import('node:fs')).existsSync(new URL(script)))`
    expect(await here.run('node', '--input-type=module', '-e', code)).toEqual({
      ...{ code: 0, err: '' },
      out: 'function true\n',
    })
  })
})
