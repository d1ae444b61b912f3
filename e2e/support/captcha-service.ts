import { createServer } from 'node:http'
import type { Page } from 'playwright'

/** How the verification service behaves. */
type Behaviour = 'right' | 'wrong once' | 'down'

export type CaptchaService = {
  verifyUrl: string
  behave(behaviour: Behaviour): void
  /** The form posts that it has received. */
  asked(): URLSearchParams[]
  stop(): Promise<void>
}

/** Verifies as Turnstile, hCaptcha and reCAPTCHA do: takes a form post, answers JSON with `success`. */
export async function startCaptchaService(): Promise<CaptchaService> {
  const asked: URLSearchParams[] = []
  let behaviour: Behaviour = 'right'
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push(new URLSearchParams(body))
    if (behaviour === 'down') return response.writeHead(503).end()
    const success = behaviour === 'right'
    behaviour = 'right'
    return response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(success ? { success } : { success, 'error-codes': ['timeout-or-duplicate'] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    verifyUrl: `http://127.0.0.1:${port}/siteverify`,
    behave: (next) => {
      behaviour = next
    },
    asked: () => asked.splice(0),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The global and the address of each service's script. */
export const SCRIPTS = {
  turnstile: { global: 'turnstile', address: 'https://challenges.cloudflare.com/turnstile/**' },
  hcaptcha: { global: 'hcaptcha', address: 'https://js.hcaptcha.com/**' },
  recaptcha: { global: 'grecaptcha', address: 'https://www.google.com/recaptcha/**' },
}

/**
 * Serves a script that works like the services' own with `render=explicit`: it calls the function named by `onload` and
 * renders a check box that gives a token.
 */
export async function serveScript(page: Page, kind: keyof typeof SCRIPTS): Promise<void> {
  const { global, address } = SCRIPTS[kind]
  await page.route(address, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `
let count = 0
window.${global} = {
  render(place, options) {
    if (place.getRootNode() !== document) throw new Error('not in a shadow root')
    const box = document.createElement('input')
    box.type = 'checkbox'
    box.onchange = () => options.callback('answer ' + ++count)
    const label = document.createElement('label')
    label.append(box, ' I am a person (' + [options.sitekey, options.hl, options.theme].join() + ')')
    place.append(label)
    return 'a'
  },
}
window[new URL(document.currentScript.src).searchParams.get('onload')]()`,
    }),
  )
}
