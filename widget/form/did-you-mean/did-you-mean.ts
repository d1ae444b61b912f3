import type { Sentences } from '../../messages/messages.ts'
import { suggestAddress } from './email-typo.ts'

type SuggestionParts = {
  /** What the form is drawn in. */
  root: Element | ShadowRoot
  sentences: Sentences
  signal: AbortSignal
}

const FIELD = 'input[name=email_address]'

/**
 * Offers the address that the visitor may have meant, below the email field once they have left it; one press takes it. Nothing
 * waits for the answer, and what was declined once is not offered again. The region stands outside what Preact draws, and is
 * empty at first, since screen readers announce only what changes in a region they know.
 */
export function offerSuggestions({ root, sentences, signal }: SuggestionParts): void {
  const region = document.createElement('div')
  region.setAttribute('part', 'suggestion')
  region.setAttribute('aria-live', 'polite')
  const declined = new Set<string>()
  // The visitor may have left the field, and press a button, before this code has come.
  let isPressed = root.querySelector(':active') !== null

  root.addEventListener('focusin', attach, { signal })
  root.addEventListener('input', ({ target }) => isField(target) && region.replaceChildren(), { signal })
  root.addEventListener('focusout', ({ target }) => isField(target) && !isPressed && offer(), { signal })
  // What appears while a button is pressed would move it away from the pointer.
  root.addEventListener('pointerdown', () => (isPressed = true), { signal })
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, release, { signal })
  attach()
  setTimeout(offerUnlessBusy)

  function attach() {
    const field = root.querySelector(FIELD)?.parentElement
    if (field && region.parentElement !== field) field.append(region)
  }

  function release() {
    if (!isPressed) return
    isPressed = false
    // After the click.
    setTimeout(offerUnlessBusy)
  }

  function offerUnlessBusy() {
    if (!isPressed && !isField(activeElement())) offer()
  }

  function offer() {
    const field = root.querySelector<HTMLInputElement>(FIELD)
    const isSending = root.querySelector('[part=button][aria-disabled]')
    if (!field || isSending || region.firstChild || signal.aborted) return
    const suggestion = suggestAddress(field.value)
    if (!suggestion || declined.has(suggestion)) return
    const [before = '', after = ''] = sentences.did_you_mean.split('{address}')
    const accept = createButton('accept', () => answer(field, suggestion))
    const address = document.createElement('bdi')
    address.dir = 'ltr'
    address.append(suggestion)
    accept.append(address)
    const decline = createButton('decline', () => answer(field))
    decline.append(sentences.keep_address)
    const spoken = createSpan(before + suggestion + after)
    spoken.setAttribute('part', 'quiet')
    // Orca leaves out what is in a button.
    region.replaceChildren(spoken, unspoken(before), accept, unspoken(after), ' ', decline)

    function answer(input: HTMLInputElement, chosen?: string) {
      declined.add(suggestion ?? '')
      region.replaceChildren()
      input.focus()
      if (!chosen) return
      input.value = chosen
      input.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
    }
  }

  function activeElement() {
    const tree = root.getRootNode()
    return tree instanceof ShadowRoot ? tree.activeElement : document.activeElement
  }
}

const isField = (target: EventTarget | null) => target instanceof Element && target.matches(FIELD)

function createSpan(text: string): HTMLSpanElement {
  const span = document.createElement('span')
  span.append(text)
  return span
}

function unspoken(text: string): HTMLSpanElement {
  const span = createSpan(text)
  span.setAttribute('aria-hidden', 'true')
  return span
}

function createButton(part: string, press: () => void): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.setAttribute('part', part)
  button.addEventListener('click', press)
  return button
}
