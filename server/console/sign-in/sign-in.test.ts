import { describe, expect, test } from 'vitest'
import { signedIn } from '../../testing/console.ts'
import { aRelayApp, PUBLIC_URL } from '../../testing/relay-app.ts'

describe('signing in', () => {
  test('a link signs in by its button, and the session opens the console', async () => {
    const app = await aRelayApp('vendor')
    const closed = await app.ask('/console')
    expect([closed.status, closed.headers.get('location')]).toEqual([303, '/console/sign-in'])

    const { get, cookie } = await signedIn(app)
    expect(cookie).toMatch(/^__Host-signup-console=[\w-]{43}$/)
    const page = await get('/console')
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<h1>Today</h1>')
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  test('opening the link never spends its code, and pressing the button spends it once', async () => {
    const app = await aRelayApp('vendor')
    const code = await app.codes.issue('console')
    for (let opened = 0; opened < 3; opened += 1) {
      const page = await app.ask(`/console/sign-in?code=${code}`)
      expect(await page.text()).toContain(`value="${code}"`)
    }
    const press = () =>
      app.ask('/console/sign-in', {
        method: 'POST',
        headers: { origin: PUBLIC_URL },
        body: new URLSearchParams({ code }),
      })
    expect((await press()).status).toBe(303)
    const again = await press()
    expect([again.status, again.headers.get('set-cookie')]).toEqual([403, null])
    expect(await again.text()).toContain('has been used already')
  })
})
