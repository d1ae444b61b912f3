import { pino } from 'pino'
import { describe, expect, it, vi } from 'vitest'
import { createOrigins } from '../admission/origins.ts'
import { createNetworkLimit } from '../admission/rate/network-limit.ts'
import { createRates } from '../admission/rate/rates.ts'
import { LIST } from '../testing/sign-up.ts'
import { createApp } from './app.ts'
import { startRoutes } from './starts.ts'

const SITE = 'https://www.bakery.example'
const PAGE = `${SITE}/news`

function relay({ counts = true } = {}) {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => lines.push(line) })
  const origins = createOrigins({ patterns: [SITE], publicUrl: 'https://signup.example', loopback: false })
  const rates = createRates({ perNetwork: 3, now: () => 0 })
  const networks = { clientOf: () => ({ kind: 'network', network: '203.0.113.7' }) as const }
  const limitNetwork = createNetworkLimit({ networks, rates, log })
  const count = vi.fn()
  const rules = { origins, lists: [LIST] }
  const routes = [startRoutes({ rules, limitNetwork, count: counts ? count : undefined })]
  const app = createApp({ log, now: () => 0, routes })
  const send = (
    body: BodyInit | null = `${PAGE}\n${LIST}`,
    headers: Record<string, string> = {},
    method = 'POST',
  ) => app.request('/v1/starts', { method, headers: { origin: SITE, ...headers }, body })
  return { send, count, rates, lines }
}

describe('POST /v1/starts', () => {
  it('counts a start, and answers nothing that a page could read anything from', async () => {
    const { send, count, lines } = relay()
    const response = await send(`${PAGE}?utm_source=Mail&who=ada\n${LIST.toUpperCase()}`)
    expect(response.status).toBe(204)
    expect(await response.text()).toBe('')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('access-control-allow-origin')).toBe(SITE)
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(count.mock.calls).toEqual([[{ page: PAGE, form: LIST, campaign: 'mail' }]])
    expect(lines.join()).not.toContain('ada')
  })

  it.each([
    ['of a stranger’s page', { origin: 'https://evil.example' }, undefined, 403],
    ['of a page without an origin', { origin: 'null' }, undefined, 403],
    ['for a list that is not open', {}, `${PAGE}\n${LIST.replace('d', 'e')}`, 403],
    ['for no list', {}, PAGE, 400],
    ['for what is no list', {}, `${PAGE}\nnewsletter`, 400],
    ['without a body', {}, null, 400],
    ['that is too long', {}, `${PAGE}/${'x'.repeat(5000)}\n${LIST}`, 413],
  ])('refuses one %s', async (_, headers, body, status) => {
    const { send, count } = relay()
    expect((await send(body, headers)).status).toBe(status)
    expect(count).not.toHaveBeenCalled()
  })

  it('needs an origin, which every browser sends', async () => {
    const { send, count } = relay()
    expect((await send(undefined, { origin: '' })).status).toBe(403)
    expect(count).not.toHaveBeenCalled()
  })

  it('is for posts only', async () => {
    const response = await relay().send(null, {}, 'GET')
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('POST, OPTIONS')
  })

  it('counts nobody who wants no data passed on, and nobody where starts are not counted', async () => {
    const one = relay()
    expect((await one.send(undefined, { 'sec-gpc': '1' })).status).toBe(204)
    expect(one.count).not.toHaveBeenCalled()
    expect((await relay({ counts: false }).send()).status).toBe(204)
  })

  it('has a limit by network of its own, which uses up no sign-up', async () => {
    const { send, rates } = relay()
    const statuses: number[] = []
    for (let n = 0; n < 31; n += 1) statuses.push((await send()).status)
    expect(statuses).toEqual([...Array(30).fill(204), 429])
    expect(rates.request('203.0.113.7')).toEqual({ kind: 'within', busy: false })
    expect(rates.page('203.0.113.7')).toEqual({ kind: 'within', busy: false })
  })
})
