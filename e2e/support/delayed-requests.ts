import type { Page } from 'playwright'

/** Keeps what the browser asks for at a path from leaving it, until what is answered is called. */
export async function hold(page: Page, path: string): Promise<() => void> {
  let letGo = () => {}
  const free = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(path, async (route) => {
    await free
    await route.continue()
  })
  return letGo
}

/** The same for what the form sends. */
export const holdSignUps = (page: Page) => hold(page, '**/v1/signups')
