import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { page as html, LISTS, placeholder } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '../../..')
/** What a visitor's browser asks the relay. */
const SENT = ['/v1/starts', '/v1/signups']

// In one worker, so that the package is packed once.
test.describe.configure({ mode: 'default' })

/** The folder of an application that depends on our package as `npm pack` packs it. */
let application = ''
test.beforeAll(async () => {
  application = await mkdtemp(join(ROOT, 'dist/application-'))
  const installed = join(application, 'node_modules')
  await mkdir(installed)
  const pack = [
    'pack',
    join(ROOT, 'dist/packages/signup-widget'),
    '--pack-destination',
    application,
    '--json',
  ]
  const [{ filename = '' } = {}] = JSON.parse((await run('npm', pack)).stdout)
  await run('tar', ['-xzf', join(application, filename), '-C', installed])
  await cp(join(installed, 'package'), join(installed, 'signup-widget'), { recursive: true })
  for (const name of ['application.ts', 'wrong.ts']) {
    await cp(join(import.meta.dirname, '../../host-pages/npm', name), join(application, name))
  }
})
test.afterAll(() => rm(application, { recursive: true, force: true }))

test('the types of the package compile under the strictest settings, and refuse what is wrong', async () => {
  const compilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true },
    ...{ target: 'ES2022', module: 'ESNext', moduleResolution: 'Bundler', types: [] },
    ...{ lib: ['ES2022', 'DOM'], skipLibCheck: false, verbatimModuleSyntax: true },
  }
  const project = { compilerOptions, files: ['application.ts', 'wrong.ts'] }
  await writeFile(join(application, 'tsconfig.json'), JSON.stringify(project))
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const said = run(process.execPath, [tsc, '-p', application]).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  )
  expect(await said).toBe('')
})

test('a bundled application mounts two forms, receives their events, changes and removes them', async ({
  page,
  relay,
  site,
  address,
}) => {
  const built = await build({
    ...{ root: application, configFile: false, publicDir: false, logLevel: 'warn' },
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: join(application, 'application.ts'), output: { format: 'es' } },
    },
  })
  if (!('output' in built)) throw new Error('The application was not built once')
  const files = new Map(built.output.map((file) => [file.fileName, 'code' in file ? file.code : '']))
  const entry = built.output[0].fileName
  await page.route('**/app/**', (route) => {
    const body = files.get(new URL(route.request().url()).pathname.replace('/app/', ''))
    return route.fulfill(body === undefined ? { status: 404 } : { contentType: 'text/javascript', body })
  })
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const box = `<div id="box" data-relay="${relay.url}" data-list="${LISTS.newsletter}"></div>`
  await page.goto(site.page(html(`${box}<script type="module" src="/app/${entry}"></script>`)))

  await expect(page.getByRole('form')).toHaveCount(1)
  await page.getByRole('button', { name: 'Abonnieren' }).click()
  await expect(page.getByText('email_address')).toBeVisible()
  await page.getByLabel('Vorname').fill('Ada')
  await page.evaluate('handle.update({ title: "News" })')
  await expect(page.getByRole('form', { name: 'News' }).getByLabel('Vorname')).toHaveValue('Ada')
  expect(await page.evaluate('handle.state')).toBe('editing')
  await page.getByLabel('E-Mail-Adresse').fill(address)
  await page.getByRole('button', { name: 'Abonnieren' }).click()
  await expect(page.getByText('heard created')).toBeVisible()
  expect(asked.filter((url) => url.startsWith(relay.url))).toEqual(SENT.map((path) => relay.url + path))
  await page.evaluate('handle.reset()')
  await expect(page.getByRole('form', { name: 'News' }).getByLabel('Vorname')).toHaveValue('')
  await page.evaluate('handle.destroy()')
  await expect(page.getByRole('form')).toHaveCount(0)
  expect(await page.evaluate('handle.state')).toBeUndefined()
})

test('the script of the package signs up from a host of one’s own, and asks the relay for nothing but to count and to sign up', async ({
  page,
  relay,
  site,
  address,
}) => {
  const folder = join(application, 'node_modules/signup-widget/embed')
  await page.route('**/static/*', (route) =>
    route.fulfill({ path: join(folder, basename(new URL(route.request().url()).pathname)) }),
  )
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const settings = { lists: LISTS.newsletter, endpoint: relay.url }
  await page.goto(site.page(html(`${placeholder(settings)}<script src="/static/signup.js"></script>`)))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText('You’re on the list')).toBeVisible()
  expect(asked.filter((url) => url.startsWith(relay.url))).toEqual(SENT.map((path) => relay.url + path))
})

test('both packages carry the licences of what is bundled in them', async () => {
  for (const name of ['signup-relay', 'signup-widget']) {
    const notices = await readFile(join(ROOT, 'dist/packages', name, 'THIRD-PARTY-NOTICES.txt'), 'utf8')
    expect(notices).toMatch(/^preact [\d.]+ \(MIT\)\n\n.*License.*\n\nCopyright .*Jason Miller/m)
    expect(notices).toMatch(/^How countries write addresses\n.*CC BY 4\.0.*Copyright .*Lancelot Prigent/ms)
  }
})

test('importing the package on a server, without a document, does nothing', async () => {
  const code = `import('signup-widget').then((all) => console.log(Object.keys(all).join()))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], { cwd: application })
  expect(stdout.trim()).toBe('mount')
})
