import { expect, test } from 'vitest'
import { openSqlite } from '../../../server/store/engines/sqlite.ts'
import { createOneTimeCodes } from '../../../server/store/one-time-codes.ts'
import { fill } from './fill.ts'
import { median } from './load.ts'
import { judge, ms, report } from './report.ts'
import { prepareRelay } from './start.ts'

const [FEW, MANY] = [1000, 1_000_000]
const ASKED = 60

/** What an owner opens, by the id of a sign-up in the middle and when all of them came. */
const PAGES: Record<string, (middle: number, cameAt: string) => string> = {
  Today: () => '/console',
  'Sign-ups': () => '/console/sign-ups?state=waiting',
  'Sign-ups from the middle on': (middle, cameAt) =>
    `/console/sign-ups?state=waiting&after=${cameAt}-${middle}`,
  'one sign-up': (middle) => `/console/sign-ups/${middle}`,
}

/** Signs in as an owner does; resolves to the cookie. */
async function signIn(url: string, path: string): Promise<string> {
  const database = await openSqlite(path)
  const code = await createOneTimeCodes(database, Date.now).issue('console')
  await database.close()
  const entered = await fetch(`${url}/console/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url },
    body: new URLSearchParams({ code }),
  })
  const [cookie = ''] = (entered.headers.get('set-cookie') ?? '').split(';')
  return cookie
}

/** A relay with this many sign-ups waiting, and a browser that is signed in to its console. */
async function aConsole(waiting: number) {
  const { relay, path } = await prepareRelay(false)
  await relay.start()
  await relay.stop()
  await fill(path, waiting)
  await relay.start()
  const headers = { cookie: await signIn(relay.url, path) }
  async function open(page: string): Promise<string> {
    const response = await fetch(relay.url + page, { headers, redirect: 'error' })
    expect(response.status, page).toBe(200)
    return response.text()
  }
  const [, cameAt = ''] = /after=(\d+)-/.exec(await open('/console/sign-ups?state=waiting')) ?? []
  /** Resolves to how long the answer took, in milliseconds. */
  return async (page: (middle: number, cameAt: string) => string): Promise<number> => {
    const before = performance.now()
    await open(page(waiting / 2, cameAt))
    return performance.now() - before
  }
}

test('the console with a million sign-ups', async () => {
  const [askFew, askMany] = [await aConsole(FEW), await aConsole(MANY)]
  for (const [name, page] of Object.entries(PAGES)) {
    const [few, many]: [number[], number[]] = [[], []]
    for (let n = 0; n < ASKED; n += 1) {
      // In turns, so that whatever else the machine does meets both alike. The first ones compile the page.
      const took = [await askFew(page), await askMany(page)] as const
      if (n < ASKED / 3) continue
      few.push(took[0])
      many.push(took[1])
    }
    report(`${name} in the console, p50`, `${ms(median(few))} and ${ms(median(many))}`)
    judge('  a million sign-ups to a thousand', { measured: median(many) / median(few), most: 1.5 })
  }
})
