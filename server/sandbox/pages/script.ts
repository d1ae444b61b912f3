/**
 * Keeps the page up to date: asks for it again every two seconds and puts the new content in place of the old. What
 * the reader holds is left alone: opened details stay open, the focus stays, and a selection stops the exchange.
 */
export const SCRIPT = `'use strict'
const EVERY_MS = 2000
let version = null

async function refresh() {
  const response = await fetch(location.href, { cache: 'no-cache' })
  const latest = response.headers.get('ETag')
  if (!response.ok || latest === version) return
  const text = await response.text()
  const reading = getSelection()
  if (reading !== null && !reading.isCollapsed) return
  const first = version === null
  version = latest
  if (!first) exchange(new DOMParser().parseFromString(text, 'text/html'))
}

function exchange(next) {
  const main = document.querySelector('main')
  const known = new Set([...main.querySelectorAll('[id]')].map((element) => element.id))
  const open = [...main.querySelectorAll('details[open]')].map((element) => element.id)
  const focused = document.activeElement?.closest?.('[id]')?.id
  main.replaceChildren(...next.querySelector('main').childNodes)
  for (const id of open) document.getElementById(id)?.setAttribute('open', '')
  for (const element of main.querySelectorAll('.contact')) if (!known.has(element.id)) element.classList.add('fresh')
  const holder = focused ? document.getElementById(focused) : null
  ;(holder?.querySelector('summary') ?? holder)?.focus({ preventScroll: true })
}

async function watch() {
  if (!document.hidden) await refresh().catch(() => undefined)
  setTimeout(watch, EVERY_MS)
}
void watch()
`
