/**
 * Keeps the dashboard up to date: fetches it every two seconds and replaces the content. Open details and the focus
 * are kept, and a text selection pauses updates.
 */
export const SCRIPT = `'use strict'
const POLL_MS = 2000
let version = null

async function refresh() {
  const response = await fetch(location.href, { cache: 'no-cache' })
  const latest = response.headers.get('ETag')
  if (!response.ok || latest === version) return
  const text = await response.text()
  const selection = getSelection()
  if (selection !== null && !selection.isCollapsed) return
  const first = version === null
  version = latest
  if (!first) replaceContent(new DOMParser().parseFromString(text, 'text/html'))
}

function replaceContent(next) {
  const main = document.querySelector('main')
  const known = new Set([...main.querySelectorAll('[id]')].map((element) => element.id))
  const open = [...main.querySelectorAll('details[open]')].map((element) => element.id)
  const focused = document.activeElement?.closest?.('[id]')?.id
  main.replaceChildren(...next.querySelector('main').childNodes)
  for (const id of open) document.getElementById(id)?.setAttribute('open', '')
  for (const element of main.querySelectorAll('.contact')) if (!known.has(element.id)) element.classList.add('fresh')
  const target = focused ? document.getElementById(focused) : null
  ;(target?.querySelector('summary') ?? target)?.focus({ preventScroll: true })
}

async function watch() {
  if (!document.hidden) await refresh().catch(() => undefined)
  setTimeout(watch, POLL_MS)
}
void watch()
`
