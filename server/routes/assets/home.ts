import { html } from 'hono/html'
import type { TokenStatus } from '../../constant-contact/oauth/token-state.ts'
import { PATHS } from '../../contract.ts'
import { NO_STORE } from '../../http/no-store.ts'
import { publicPathOf } from '../../http/public-path.ts'
import { pageResponse } from '../page.ts'
import { createRoutes, type Routes } from '../routes.ts'
import { type Assets, assetResponse } from './assets.ts'

/** The sandbox's address in the built demo page, replaced by the real one. */
const DEFAULT_SANDBOX = 'http://localhost:8081/'
const CACHED = 'public, max-age=300'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/** `/` and its files: the demo page, whose forms name the sandbox's lists. `publicPath` is that of `PUBLIC_URL`. */
export function demoRoutes(assets: Assets, sandboxUrl: string, publicPath: string): Routes {
  const routes = createRoutes()
  for (const [path, asset] of assets) {
    if (!path.endsWith('.html')) {
      routes.get(path, ({ req }) => assetResponse(asset, req.raw, CACHED))
      continue
    }
    const document = new TextDecoder()
      .decode(asset.bodies.identity)
      .replaceAll(DEFAULT_SANDBOX, `${sandboxUrl}/`)
      .replace(/ (href|src)="(?=\/)/g, `$&${publicPath}`)
    const headers = { 'content-security-policy': POLICY, 'referrer-policy': 'same-origin', ...NO_STORE }
    routes.get(path === '/index.html' ? '/' : path, (context) => context.html(document, 200, headers))
  }
  return routes
}

type HomeParts = {
  publicUrl: string
  lists: readonly string[]
  pinned: string | undefined
  /** Rejects where the database cannot be read. */
  connection: () => Promise<TokenStatus>
}

/** `/` of a relay with an account: the tag to paste, its form, and what becomes of a sign-up at the moment. */
export function homeRoutes({ publicUrl, lists, pinned, connection }: HomeParts): Routes {
  const routes = createRoutes()
  const [list = ''] = lists
  const publicPath = publicPathOf(publicUrl)
  const tag = `<script src="${publicUrl}${PATHS.script}"\n  data-lists="${list}"\n  data-fields="first_name last_name"></script>`
  routes.get('/', async () => {
    const status = await connection().catch(() => undefined)
    return pageResponse({
      title: 'Your sign-up form',
      heading: 'Your sign-up form',
      content: html`<p>Paste this where you want the form, on any page of an allowed origin:</p>
<pre><code>${tag}</code></pre>
${
  pinned &&
  html`<p>If your page requires a hash for every script, use this tag, pinned to the current version:</p>
<pre><code>${pinned}</code></pre>`
}
<p>This is the form. ${whatBecomesOfSignUps(status, publicPath)}</p>
<div class="signup-widget" data-lists="${list}" data-fields="first_name last_name"><a href="${publicPath}${PATHS.form}?lists=${list}">Sign up</a></div>`,
      head: html`<script src="${publicPath}${PATHS.script}" defer></script>`,
    })
  })
  return routes
}

function whatBecomesOfSignUps(status: TokenStatus | undefined, publicPath: string) {
  if (status === undefined)
    return 'The relay cannot read its database at the moment, so it takes no sign-ups.'
  if (status.kind === 'disconnected') {
    const [sentence, link] =
      status.reason === 'never_connected'
        ? ['The relay is not connected to a Constant Contact account yet.', 'Connect it']
        : ['The relay has lost the connection to your Constant Contact account.', 'Connect it again']
    return html`${sentence} It keeps sign-ups until it is connected. <a href="${publicPath}${PATHS.connect}">${link}</a>`
  }
  return status.trouble === undefined
    ? 'It is live: sign-ups go to your Constant Contact account.'
    : 'The relay cannot renew its access to your Constant Contact account at the moment. It keeps sign-ups until it can.'
}
