import { html } from 'hono/html'
import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { pageResponse } from '../routes/page.ts'
import styles from './console.css?inline'
import { type ConsoleContext, link, type Shell } from './routes.ts'
import { SCRIPT_PATH } from './script.ts'

/** The parts of the console, as the navigation names them. */
const SECTIONS = {
  today: { name: 'Today', path: '/console' },
  'sign-ups': { name: 'Sign-ups', path: '/console/sign-ups' },
  people: { name: 'People', path: '/console/people' },
  account: { name: 'Account', path: '/console/account' },
  settings: { name: 'Settings', path: '/console/settings' },
} as const
type Section = keyof typeof SECTIONS

/** What has just been done, or could not be. */
export type NoticeText = { kind: 'done' | 'problem'; text: string }

type ConsolePage = {
  /** Also the heading. */
  title: string
  /** Which link of the navigation is the current one. */
  section?: Section
  content: ComponentChildren
  status?: number
  retryAfterSeconds?: number
  notice?: NoticeText | undefined
  /** CSS of this page alone, from a file: the policy refuses `style` attributes. */
  styles?: string
  /** Where forms may lead beside the relay, as CSP sources. */
  formAction?: readonly string[]
}

/** No page that has opened the console may look into it. */
const HEADERS = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin' }

/** A page for somebody who is signed in, with the navigation. */
export function consoleResponse(context: ConsoleContext, page: ConsolePage): Response {
  const items = Object.entries(SECTIONS).map(([section, { name, path }]) => (
    <li key={section}>
      <a href={link(context, path)} aria-current={section === page.section ? 'page' : undefined}>
        {name}
      </a>
    </li>
  ))
  const navigation = (
    <nav aria-label="Console">
      <ul>{items}</ul>
    </nav>
  )
  const signOut = <a href={link(context, '/console/sign-out')}>Sign out</a>
  return shellResponse(context.get('shell'), page, { navigation, footer: signOut })
}

type Frame = { navigation?: ComponentChildren; footer?: ComponentChildren }

/** The same without a session, for the pages that lead to one. */
export function shellResponse(shell: Shell, page: ConsolePage, frame: Frame = {}): Response {
  const { title, content, status = 200, notice, formAction, retryAfterSeconds } = page
  const body = (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header>
        <div class="column">
          <p class="site" dir="auto">
            {shell.site}
          </p>
          {frame.navigation}
          {shell.isSandbox && <p class="sandbox">Sandbox: nobody here is real</p>}
        </div>
      </header>
      <main id="main" class="column" tabIndex={-1}>
        <h1>{title}</h1>
        {notice && <Notice {...notice} />}
        {content}
      </main>
      {frame.footer && <footer class="column">{frame.footer}</footer>}
      <p id="spoken" class="spoken" role="status" />
    </>
  )
  return pageResponse(
    {
      title: `${notice?.kind === 'problem' ? 'Error: ' : ''}${title} · ${shell.site}`,
      head: html`<script type="module" src="${shell.publicPath}${SCRIPT_PATH}"></script>`,
      body: renderToString(body),
      styles: styles + (page.styles ?? ''),
      ...{ status, retryAfterSeconds },
      ...(formAction && { formAction }),
    },
    HEADERS,
  )
}

/** What has just been done, or could not be. Screen readers say an alert at once; the script says what was done. */
function Notice({ kind, text }: NoticeText) {
  return (
    <p class={`notice ${kind}`} role={kind === 'problem' ? 'alert' : undefined}>
      {text}
    </p>
  )
}
