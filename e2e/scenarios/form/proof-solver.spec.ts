import { expect } from 'playwright/test'
import { makeChallenge, test } from '../../support/solver.ts'

const NONCE = "script-src 'nonce-n' http://relay.example"
const STRICT = "script-src 'nonce-n' 'strict-dynamic'; style-src 'self'; require-trusted-types-for 'script'"

const answerTo = (proof: string): unknown => JSON.parse(Buffer.from(proof, 'base64').toString())

test('the answer is what the protocol wants, on a page that is no secure context', async ({ openSolver }) => {
  const challenge = makeChallenge(12_345, 50_000)
  const { page, solve } = await openSolver()
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false)
  const { maxnumber: _, ...kept } = challenge
  expect(answerTo((await solve(challenge)).proof)).toEqual({ ...kept, number: 12_345 })
})

const policies: { where: string; csp?: string; workers: number; complaints: number }[] = [
  { where: 'without a policy', workers: 1, complaints: 0 },
  { where: 'under a strict policy with trusted types', csp: STRICT, workers: 1, complaints: 0 },
  {
    where: 'where our name is allowed',
    csp: `${STRICT}; trusted-types signup-widget`,
    workers: 1,
    complaints: 0,
  },
  { where: 'where no name is allowed', csp: `${STRICT}; trusted-types 'none'`, workers: 0, complaints: 1 },
  { where: 'where workers may be blobs', csp: `${NONCE}; worker-src blob:`, workers: 1, complaints: 0 },
  { where: 'where only some hosts may give scripts', csp: NONCE, workers: 0, complaints: 1 },
  { where: 'where there may be no workers', csp: `${NONCE}; worker-src 'none'`, workers: 0, complaints: 1 },
]
for (const { where, csp, workers, complaints } of policies) {
  test(`it is solved ${where}, in a worker if one may be`, async ({ openSolver }) => {
    const solver = await openSolver(csp === undefined ? {} : { csp })
    const complained: string[] = []
    solver.page.on('console', (message) => complained.push(message.text()))
    const { proof } = await solver.solve(makeChallenge(4321, 50_000))
    expect(answerTo(proof)).toMatchObject({ number: 4321 })
    expect(solver.workers()).toBe(workers)
    expect(complained).toHaveLength(complaints)
  })
}

const broken: { what: string; before: string }[] = [
  { what: 'has none', before: 'delete window.Worker' },
  { what: 'never lets one speak', before: 'window.Worker = class { postMessage() {} terminate() {} }' },
  { what: 'shows the text of no function', before: "Function.prototype.toString = () => 'function () {}'" },
]
for (const { what, before } of broken) {
  test(`it is solved without a worker where the page ${what}`, async ({ openSolver }) => {
    const { solve } = await openSolver({ before })
    expect(answerTo((await solve(makeChallenge(4321, 50_000))).proof)).toMatchObject({ number: 4321 })
  })
}

test('solving stops at the widget’s timeout, and when there is no solution', async ({ openSolver }) => {
  for (const before of ['', 'delete window.Worker']) {
    const { page, solve } = await openSolver({ before })
    const unsolvable = { ...makeChallenge(1, 50_000), challenge: '0'.repeat(64) }
    await expect(solve(unsolvable)).rejects.toThrow('no solution')
    await expect(solve({ ...unsolvable, algorithm: 'PBKDF2/SHA-256' })).rejects.toThrow('not one that can be')
    const endless = { ...unsolvable, maxnumber: 1e9 }
    const handle = await page.evaluateHandle('window.solve')
    const reason = handle.evaluate(async (given: unknown, asked) => {
      if (typeof given !== 'function') return 'no solver'
      return given(asked, 200).catch((error: Error) => error.name)
    }, endless)
    expect(await reason).toBe('TimeoutError')
  }
})
