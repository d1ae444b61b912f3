import type { Browser, CDPSession, Page } from 'playwright/test'

/** A mid-range phone on a slow mobile network. */
export const SLOW = { processor: 4, megabits: 1.6, latency_ms: 150 }

/** Chromium goes on starting processes after a page is there, which took up to 100 ms of what was measured next. */
const SETTLE_MS = 250

const PHONE = { width: 412, height: 915 }

/** Opens a page as on a first visit: with an empty cache, a slow processor and a slow network. */
export async function withSlowPage<Result>(
  browser: Browser,
  work: (page: Page, devtools: CDPSession) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext({ viewport: PHONE })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await page.waitForTimeout(SETTLE_MS)
  const throughput = (SLOW.megabits * 1_000_000) / 8
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: SLOW.latency_ms,
    downloadThroughput: throughput,
    uploadThroughput: throughput / 2,
  })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW.processor })
  try {
    return await work(page, devtools)
  } finally {
    await context.close()
  }
}
