import type { Browser } from 'playwright/test'
import type { Host } from './host.ts'

const WATCH = `
globalThis.longest_ms = 0
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest_ms = Math.max(longest_ms, duration)
}).observe({ type: 'longtask' })`

/** The longest task, in milliseconds, while a page with many placeholders mounts its forms; nothing is slowed down. */
export async function longestTask(
  browser: Browser,
  host: Host,
  path: string,
  forms: number,
): Promise<number> {
  const page = await browser.newPage()
  try {
    await page.addInitScript(WATCH)
    await page.goto(host.url + path)
    await page.waitForFunction(
      (count) => document.querySelectorAll('.signup-widget[data-state=editing]').length === count,
      forms,
    )
    await page.waitForTimeout(500)
    return Number(await page.evaluate('longest_ms'))
  } finally {
    await page.close()
  }
}
