import { labels as enLabels } from 'virtual:languages/en'
import { within } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { vi } from 'vitest'
import { PATHS } from '../../server/contract.ts'
import { loadBundled as load } from '../chunks.ts'
import { type MountParts, mountForm } from '../form/mount.tsx'
import { configurationOf } from './settings.ts'

/** An answer of the relay, or what stands for none. */
export type Reply =
  | { status: number; body: unknown; headers?: Record<string, string> }
  | 'unreachable'
  | 'never'

/** A page with one mounted form, and a relay that gives the replies in turn; the last one again and again. */
export function openForm(
  settings: { [name: string]: string } = {},
  replies: Reply[] = [{ status: 201, body: { action: 'created', message: '' } }],
  parts: Partial<MountParts> = {},
  host = document.createElement('div'),
) {
  const posted: Record<string, unknown>[] = []
  const started: { body: string; init: RequestInit }[] = []
  vi.stubGlobal(
    'fetch',
    async (address: string, { body, signal, ...init }: { body: string; signal: AbortSignal }) => {
      if (address.endsWith(PATHS.starts)) {
        started.push({ body, init })
        throw new TypeError('Failed to fetch')
      }
      posted.push(JSON.parse(body))
      const reply = replies[posted.length - 1] ?? replies.at(-1)
      if (reply === 'never') {
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      }
      if (!reply || reply === 'unreachable') throw new TypeError('Failed to fetch')
      const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body)
      return new Response(text, { status: reply.status, headers: reply.headers ?? {} })
    },
  )
  document.body.append(host)
  const events: CustomEvent[] = []
  for (const moment of ['ready', 'start', 'submit', 'invalid', 'success', 'error', 'redirect']) {
    host.addEventListener(`signup-widget:${moment}`, (event) => {
      if (event instanceof CustomEvent) events.push(event)
    })
  }
  const { unmount, putBack } = mountForm(host, {
    configuration: configurationOf(settings),
    labels: enLabels,
    dir: 'ltr',
    id: 'signup-1',
    endpoint: 'https://relay.example',
    query: 'lists=x',
    pageUrl: () => 'https://site.example/page',
    load,
    ...parts,
  })
  const card = (host.shadowRoot ?? host).querySelector<HTMLElement>('.signup')
  if (!card) throw new Error('Nothing was drawn')
  return {
    host,
    card,
    posted,
    started,
    events,
    unmount,
    putBack,
    user: userEvent.setup(),
    form: within(card),
    focused: () => (host.shadowRoot ?? document).activeElement,
    state: () => host.getAttribute('data-state'),
  }
}
