import type { Page } from 'playwright'

/** Keeps what the form sends from leaving the browser, until what is answered is called. */
export async function holdSignUps(page: Page): Promise<() => void> {
  let letGo = () => {}
  const free = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route('**/v1/signups', async (route) => {
    await free
    await route.continue()
  })
  return letGo
}
