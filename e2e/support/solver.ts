import { createHash } from 'node:crypto'
import { test as base, type Page } from 'playwright/test'
import { build } from 'vite'

/** A challenge as the relay makes it, with a solution that the test knows. */
export type Challenge = {
  algorithm: string
  challenge: string
  maxnumber: number
  salt: string
  signature: string
}

export function makeChallenge(number: number, maxnumber: number): Challenge {
  const salt = '0123456789abcdef01234567?expires=1715523102&for=abcdefghijklmnopqrstuv&'
  const challenge = createHash('sha256').update(`${salt}${number}`).digest('hex')
  return { algorithm: 'SHA-256', challenge, maxnumber, salt, signature: '5'.repeat(64) }
}

/** `csp` is the page's policy; `rate` is how many times the page's thread is slowed down. */
type Surroundings = { csp?: string; rate?: number; before?: string }
type Solved = { proof: string; ms: number; longestTaskMs: number }
export type SolverPage = { page: Page; workers(): number; solve(challenge: unknown): Promise<Solved> }

/** The solver alone, built as the widget loads it, on a page that is not a secure context. */
export const test = base.extend<
  { openSolver: (surroundings?: Surroundings) => Promise<SolverPage> },
  { chunk: string }
>({
  chunk: [
    // Playwright reads the fixture names from this destructuring pattern, which may not be empty.
    async ({ browserName: _any }, use) => {
      const built = await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        build: {
          write: false,
          modulePreload: false,
          rolldownOptions: {
            input: 'widget/challenge/proof-of-work.ts',
            preserveEntrySignatures: 'strict',
            output: { format: 'es' },
          },
        },
      })
      if (!('output' in built)) throw new Error('The solver was not built once')
      await use(built.output[0].code)
    },
    { scope: 'worker' },
  ],

  openSolver: async ({ browser, chunk }, use) => {
    const context = await browser.newContext()
    await use(async ({ csp, rate = 1, before = '' } = {}) => {
      const page = await context.newPage()
      const seen = { workers: 0 }
      page.on('worker', () => {
        seen.workers += 1
      })
      await page.route('http://relay.example/**', (route) =>
        route.fulfill({
          body: chunk,
          contentType: 'text/javascript',
          headers: { 'access-control-allow-origin': '*' },
        }),
      )
      await page.route('http://bakery.example/', (route) =>
        route.fulfill({
          body: pageText(before),
          contentType: 'text/html',
          headers: csp === undefined ? {} : { 'content-security-policy': csp },
        }),
      )
      const devtools = await context.newCDPSession(page)
      await devtools.send('Emulation.setCPUThrottlingRate', { rate })
      await page.goto('http://bakery.example/')
      return { page, workers: () => seen.workers, solve: (challenge) => solveOn(page, challenge) }
    })
    await context.close()
  },
})

/** Gives the page a function `solve` that loads the chunk and calls it, as the widget does. */
function pageText(before: string): string {
  return `<!doctype html><title>A page</title><script nonce="n">${before}
window.solve = async (challenge, ms) => {
  const { solve } = await import('http://relay.example/v1/proof.js')
  const tasks = []
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask' })
  const begun = performance.now()
  const proof = await solve(challenge, ms === undefined ? new AbortController().signal : AbortSignal.timeout(ms))
  const took = performance.now() - begun
  await new Promise((resolve) => setTimeout(resolve, 50))
  return { proof, ms: took, longestTaskMs: Math.max(0, ...tasks.map((task) => task.duration)) }
}
</script>`
}

async function solveOn(page: Page, challenge: unknown): Promise<Solved> {
  const handle = await page.evaluateHandle('window.solve')
  return handle.evaluate((solve: unknown, asked) => {
    if (typeof solve !== 'function') throw new Error('The page has no solver')
    return solve(asked)
  }, challenge)
}
