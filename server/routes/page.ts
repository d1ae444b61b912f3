import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { directionOf } from '../../widget/messages/direction.ts'
import type { Brand } from '../brand/brand.ts'
import { NO_STORE } from '../http/no-store.ts'
import { backLink, brandHeader, brandStyles } from './brand.ts'
import type { CaptchaSources } from './captcha-sources.ts'
import pageStyles from './page.css?inline'

/** A page of the relay's own, in HTML that is escaped already. */
export type Page = {
  title: string
  /** Above the content; the title by default. */
  heading?: string
  content?: { toString(): string }
  /** In place of heading and content. */
  body?: { toString(): string }
  status?: number
  retryAfterSeconds?: number | undefined
  /** Default: English. `dir` is by default that of the language. */
  language?: string
  dir?: 'ltr' | 'rtl' | undefined
  /** The colour schemes the page can be shown in. In a frame of another scheme it would stand on an opaque block. Default: both. */
  colorScheme?: 'light' | 'dark' | undefined
  /** Whose page it is, if it is one for visitors. `leadsBack`: that there is nothing left to do on it. */
  brand?: Brand | undefined
  leadsBack?: boolean
  /** Inline CSS; the policy allows exactly this text. Default: the style of the relay's pages. */
  styles?: string
  /** Elements for the head, such as scripts from the relay's own origin. */
  head?: { toString(): string }
  /** Who may frame the page, and where its forms may lead, as CSP sources. Default: nobody; the relay itself. */
  frameAncestors?: readonly string[]
  formAction?: readonly string[]
  /** What the page must load to show a captcha. Those services' scripts do not support trusted types. */
  captcha?: CaptchaSources | undefined
}

/** Cross-origin isolated pages (COEP) can frame only pages with these headers. The frames of captchas do not send them. */
const FOR_ISOLATED_PAGES = {
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'cross-origin',
}

function policy(
  { head, captcha, formAction = [], frameAncestors = ["'none'"] }: Page,
  styles: string,
): string {
  const digest = createHash('sha256').update(styles).digest('base64')
  const own = (directive: string, more: readonly string[] = []) => [directive, "'self'", ...more].join(' ')
  return [
    "default-src 'none'",
    head ? own('script-src', captcha?.scripts) : "script-src 'none'",
    own('style-src', [`'sha256-${digest}'`, ...(captcha?.styles ?? [])]),
    own('connect-src', captcha?.connections),
    'worker-src blob:',
    "img-src 'self' data:",
    "base-uri 'none'",
    own('form-action', formAction),
    `frame-ancestors ${frameAncestors.join(' ')}`,
    captcha ? `frame-src ${captcha.frames.join(' ')}` : "require-trusted-types-for 'script'",
  ].join('; ')
}

/**
 * A page of the relay's own: never cached, with only the relay's scripts and styles, and with a Referrer-Policy that keeps
 * the Origin header on its form posts (with `no-referrer` browsers send `null`).
 */
export function pageResponse(page: Page, headers: Record<string, string> = {}): Response {
  const styles = page.styles ?? pageStyles + (page.brand ? brandStyles(page.brand) : '')
  const { language = 'en', dir = directionOf(language), retryAfterSeconds } = page
  const document = html`<!doctype html>
<html lang="${language}" dir="${dir}">
<head>
<meta charset="utf-8">
<title>${page.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${page.colorScheme ?? 'light dark'}">
<link rel="icon" href="data:,">
<style>${raw(styles)}</style>
${page.head === undefined ? '' : raw(page.head.toString())}
</head>
<body>
${page.body === undefined ? main(page) : raw(page.body.toString())}
</body>
</html>`
  return new Response(document.toString(), {
    status: page.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(page, styles),
      'referrer-policy': 'same-origin',
      ...NO_STORE,
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
      ...(page.frameAncestors && !page.captcha && FOR_ISOLATED_PAGES),
      ...headers,
    },
  })
}

function main({ title, heading = title, content = '', brand, leadsBack, language = 'en' }: Page) {
  const back = leadsBack && brand && backLink(brand, language)
  return html`${brand ? brandHeader(brand) : ''}<main>
<h1>${heading}</h1>
${raw(content.toString())}
${back ? html`<p>${back}</p>` : ''}
</main>`
}

/** Leads the browser elsewhere after a form post, with a GET. */
export function redirectResponse(location: string, headers: Record<string, string> = {}): Response {
  return new Response(null, {
    status: 303,
    headers: { location, 'referrer-policy': 'same-origin', ...NO_STORE, ...headers },
  })
}
