import { spawn } from 'node:child_process'

/**
 * Runs the named scripts of package.json at once, prints the whole output of each when it ends, and fails if one of them
 * failed: most of them work on one processor, or wait.
 */
const results = await Promise.all(process.argv.slice(2).map(run))
const failed = results.filter(({ code }) => code !== 0)
for (const { name } of failed) process.stdout.write(`FAILED: npm run ${name}\n`)
process.exitCode = failed.length === 0 ? 0 : 1

/** @param {string} name */
async function run(name) {
  const start_ms = performance.now()
  const child = spawn('npm', ['run', '--silent', name], {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  /** @type {Buffer[]} */
  const output = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk))
  const code = await new Promise((resolve) => child.once('close', resolve).once('error', () => resolve(1)))
  const seconds = ((performance.now() - start_ms) / 1000).toFixed(0)
  process.stdout.write(`\n> npm run ${name} (${seconds} s)\n${Buffer.concat(output)}`)
  return { name, code }
}
