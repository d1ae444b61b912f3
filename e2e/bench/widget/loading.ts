import type { Browser, CDPSession } from 'playwright/test'
import type { Host } from './host.ts'
import { withSlowPage } from './slow-page.ts'

/** What loading a page costs, without any interaction. */
export type Loading = {
  /** Everything that was sent, compressed, without headers. */
  bytes: number
  /** Without the page itself. */
  requests: number
  /** Compiling and running scripts, in processor time: what other programs took meanwhile is not counted. */
  script_ms: number
  /** Everything on the main thread, in processor time. */
  main_ms: number
  /** The time of long tasks beyond 50 ms each: how long an interaction waits. */
  blocking_ms: number
  /** Cumulative layout shift. */
  shift: number
  /** The heap in use after garbage collection. */
  heap_bytes: number
  nodes: number
}

/** After the load event; by then the slowest peer has finished too. */
const REST_MS = 1000

const WATCH = `
globalThis.seen = { blocking_ms: 0, shift: 0 }
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) seen.blocking_ms += Math.max(0, duration - 50)
}).observe({ type: 'longtask' })
new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) seen.shift += value
}).observe({ type: 'layout-shift', buffered: true })`

/** Loads a page of the host once. */
export function load(browser: Browser, host: Host, path: string): Promise<Loading> {
  return withSlowPage(browser, async (page, devtools) => {
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.addInitScript(WATCH)
    host.sent()
    await page.goto(host.url + path)
    await page.waitForTimeout(REST_MS)
    const sent = host.sent()
    const worked = await readMetrics(devtools)
    const { result } = await devtools.send('Runtime.evaluate', { expression: 'seen', returnByValue: true })
    await devtools.send('HeapProfiler.collectGarbage')
    const kept = await readMetrics(devtools)
    return {
      bytes: sent.reduce((sum, { bytes }) => sum + bytes, 0),
      requests: sent.length - 1,
      script_ms: 1000 * (worked('ScriptDuration') + worked('V8CompileDuration')),
      main_ms: 1000 * worked('TaskDuration'),
      blocking_ms: result.value.blocking_ms,
      shift: result.value.shift,
      heap_bytes: kept('JSHeapUsedSize'),
      nodes: kept('Nodes'),
    }
  })
}

async function readMetrics(devtools: CDPSession): Promise<(name: string) => number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return (wanted) => metrics.find(({ name }) => name === wanted)?.value ?? 0
}
