import type { Page } from 'playwright'

/** Delays the browser's requests for a path until the returned function is called. */
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

/** Delays the form's sign-ups in the same way. */
export const holdSignUps = (page: Page) => hold(page, '**/v1/signups')
