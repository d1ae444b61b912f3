const COPIED_MS = 2_000

for (const place of document.querySelectorAll('[data-relay]')) {
  place.textContent = location.origin + location.pathname.replace(/\/$/, '')
}
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copies]')) {
  button.hidden = false
  button.addEventListener('click', () => void copy(button))
}

/** Copies the snippet a button names. Without clipboard access (plain http), selects it to be copied by hand. */
async function copy(button: HTMLButtonElement): Promise<void> {
  const snippet = document.querySelector(`[data-snippet="${button.getAttribute('data-copies')}"]`)
  if (snippet === null) return
  try {
    await navigator.clipboard.writeText(snippet.textContent ?? '')
    announce(button, 'Copied')
  } catch {
    getSelection()?.selectAllChildren(snippet)
    announce(button, 'Selected')
  }
}

function announce(button: HTMLButtonElement, word: string): void {
  const status = document.querySelector('[data-copied]')
  button.textContent = word
  if (status !== null) status.textContent = word
  setTimeout(() => {
    button.textContent = 'Copy'
    if (status !== null) status.textContent = ''
  }, COPIED_MS)
}
