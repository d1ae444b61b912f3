import type { Page } from 'playwright'

/** Delays the browser's requests for a path until the returned function is called. */
export async function delayRequests(page: Page, path: string): Promise<() => void> {
  let release = () => {}
  const free = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(path, async (route) => {
    await free
    await route.continue()
  })
  return release
}

/** Delays the form's sign-ups in the same way. */
export const delaySignUps = (page: Page) => delayRequests(page, '**/v1/signups')
