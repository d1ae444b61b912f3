/**
 * Progressive enhancement of the console: copy buttons, fresh figures while somebody looks, and one post
 * for a double click. Every page works without it. Nothing is written as HTML, so Trusted Types hold.
 */
const REFRESH_MS = 5000
const COPIED_MS = 2000
const DOUBLE_CLICK_MS = 1000

/** Says a text to screen readers. */
function say(text: string): void {
  const place = document.getElementById('spoken')
  if (place) place.textContent = text
}

function showCopyButtons(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) button.hidden = false
}

async function copy(button: HTMLElement): Promise<void> {
  const label = button.textContent
  const isCopied = await navigator.clipboard.writeText(button.dataset['copy'] ?? '').then(
    () => true,
    () => false,
  )
  button.textContent = isCopied ? 'Copied' : 'Not copied'
  say(isCopied ? 'Copied' : 'Not copied: select the text and copy it')
  setTimeout(() => {
    button.textContent = label
    say('')
  }, COPIED_MS)
}

// A live part is replaced with everything in it, so its buttons have no listeners of their own.
document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : null
  if (button) void copy(button)
})

// A second press would post again, and its answer replace that of the first.
let submittedAt = 0
document.addEventListener('submit', (event) => {
  if (event.timeStamp - submittedAt < DOUBLE_CLICK_MS && submittedAt > 0) event.preventDefault()
  else submittedAt = event.timeStamp
})

const liveParts = () => document.querySelectorAll<HTMLElement>('[data-live]')

/** This page as it is now; null if it cannot be had, or is another, as after signing out. */
function fetchPage(): Promise<Document | null> {
  return new Promise((resolve) => {
    // Reads a document without any sink for HTML, unlike `fetch` and `DOMParser`.
    const request = new XMLHttpRequest()
    request.open('GET', location.href)
    request.responseType = 'document'
    request.timeout = REFRESH_MS * 4
    request.onloadend = () => {
      const isSame = request.status === 200 && new URL(request.responseURL).pathname === location.pathname
      resolve(isSame ? request.responseXML : null)
    }
    request.send()
  })
}

/** True while somebody types, or uses or selects something in this part. */
function isInUse(part: HTMLElement): boolean {
  const { activeElement } = document
  const selection = getSelection()
  const isSelected = selection !== null && !selection.isCollapsed && selection.containsNode(part, true)
  return (
    isSelected || part.contains(activeElement) || activeElement?.matches('input, select, textarea') === true
  )
}

/** What each part was when it came, without what has been done to it since. */
const shown = new Map<string, string>()

async function refresh(): Promise<void> {
  const fresh = document.visibilityState === 'visible' ? await fetchPage() : null
  for (const part of fresh ? liveParts() : []) {
    const next = fresh?.getElementById(part.id)
    if (!next || isInUse(part) || shown.get(part.id) === next.outerHTML) continue
    shown.set(part.id, next.outerHTML)
    part.replaceWith(document.importNode(next, true))
  }
  showCopyButtons()
  setTimeout(refresh, REFRESH_MS)
}

for (const part of liveParts()) shown.set(part.id, part.outerHTML)
showCopyButtons()
const done = document.querySelector('.notice.done')
if (done) setTimeout(() => say(done.textContent ?? ''), 100)
if (liveParts().length > 0) setTimeout(refresh, REFRESH_MS)

export {}
