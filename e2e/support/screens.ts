import type { Page } from 'playwright/test'
import { violations } from './axe.ts'

export type Screen = { width: number; colorScheme: 'light' | 'dark'; dir: 'ltr' | 'rtl' }

/** The narrowest screen that a page must fit, and a wide one. */
export const SCREENS: readonly Screen[] = [
  { width: 320, colorScheme: 'dark', dir: 'rtl' },
  { width: 1280, colorScheme: 'light', dir: 'ltr' },
]

/**
 * What is wrong with a page on a screen: that it scrolls sideways, and what axe finds. `show` opens the page, whose context must
 * bypass its content security policy.
 */
export async function faultsOnScreen(
  page: Page,
  { width, colorScheme, dir }: Screen,
  show: () => Promise<unknown>,
): Promise<string[]> {
  await page.setViewportSize({ width, height: 800 })
  await page.emulateMedia({ colorScheme })
  await show()
  await page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir)
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  return [...(isWide ? [`wider than ${width} px`] : []), ...(await violations(page))]
}
