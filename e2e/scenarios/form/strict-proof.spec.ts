import { page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

// In one worker, so that its relays are started once.
test.describe.configure({ mode: 'default' })

const NONCE = 'c2lnbnVwLXdpZGdldA'

/** A page cannot be asked whether it allows workers: the browser reports the one attempt in the console. */
const POLICIES: [string, (relay: string) => string, number][] = [
  ['that follows a nonce', () => `script-src 'nonce-${NONCE}' 'strict-dynamic'`, 0],
  ['that names hosts, and so no worker', (relay) => `script-src ${relay}`, 1],
  [
    'that trusts no policy of types',
    (relay) => `script-src ${relay}; require-trusted-types-for 'script'; trusted-types 'none'`,
    1,
  ],
]

test.describe('a proof is asked for', () => {
  for (const [name, policy, complaints] of POLICIES) {
    test(`on a page ${name}: it is solved, with ${complaints} console messages`, async ({
      page,
      relayWith,
      site,
      address,
    }) => {
      const relay = await relayWith({ PROOF_OF_WORK: 'always' })
      const said: string[] = []
      page.on('console', (message) => said.push(message.text()))
      page.on('pageerror', (error) => said.push(error.message))
      const headers = {
        'content-security-policy': `default-src 'none'; img-src data:; style-src 'self'; connect-src ${relay.url}; ${policy(relay.url)}`,
      }
      const body = placeholder({ lists: LISTS.newsletter }) + scriptTag(relay, {}, `nonce="${NONCE}"`)
      await page.goto(site.page(html(body, { head: '<link rel="icon" href="data:,">' }), { headers }))
      await page.getByLabel('Email address').fill(address)
      await page.getByRole('button').click()
      await expect(page.getByText(CREATED)).toBeVisible({ timeout: 15_000 })
      // The browser itself reports the first answer, which asked for the proof.
      const ours = said.filter((line) => !/status of 403/.test(line))
      expect(ours).toHaveLength(complaints)
    })
  }
})
