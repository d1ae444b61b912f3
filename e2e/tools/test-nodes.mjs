import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Builds, and runs the unit tests and the core scenarios, on each Node that is supported: the oldest of 20.19, and the last
 * of the others. `--maxWorkers=N` goes to both; other words go to the unit tests.
 */
const VERSIONS = ['20.19.0', '22', '24']
/** The whole way of a sign-up, what the relay keeps, upgrades, and the package of the widget. */
const CORE =
  '(created-then-updated|without-javascript|pre-rendered|npm-package|upgrade|iframe|confirmation|connect|vendor-trouble|unreachable-relay)\\.spec'

const words = process.argv.slice(2)
const workers = words
  .flatMap((word) => word.replace(/^--maxWorkers/, '--workers'))
  .filter((word) => word.startsWith('--workers'))
const STEPS = {
  build: ['npm', 'run', '--silent', 'build'],
  'unit tests': ['npx', 'vitest', 'run', '--reporter=dot', ...words],
  scenarios: [
    'npx',
    'playwright',
    'test',
    '--config=e2e/playwright.config.ts',
    '--project=scenarios',
    '--reporter=dot',
    ...workers,
    CORE,
  ],
}

const lines = VERSIONS.map((version) => {
  const bin = execFileSync(
    process.execPath,
    [fileURLToPath(new URL('install-node.mjs', import.meta.url)), version],
    {
      encoding: 'utf8',
    },
  )
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` }
  const exact = execFileSync('node', ['--version'], { env, encoding: 'utf8' }).trim()
  const results = Object.entries(STEPS).map(([name, [command, ...args]]) => {
    console.log(`\nNode ${exact}: ${name}`)
    const { status } = spawnSync(command, args, { env, stdio: 'inherit' })
    return `${name} ${status === 0 ? 'passed' : 'FAILED'}`
  })
  return `Node ${exact}: ${results.join(', ')}`
})
console.log(`\n${lines.join('\n')}`)
if (lines.some((line) => line.includes('FAILED'))) process.exitCode = 1
