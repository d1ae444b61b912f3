import type { Browser, CDPSession } from 'playwright/test'
import type { Host } from './host.ts'
import { withSlowPage } from './slow-page.ts'

/** How long a visitor waits for the email field, from the start of the navigation. */
export type Typing = {
  /** Until it is rendered. */
  visible_ms: number
  /** Until it takes focus by a click, and accepts and keeps a letter. */
  typable_ms: number
  /** From the click until Enter marked the incomplete address as invalid; for our forms only. */
  validated_ms?: number
}

/** One for each try. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const KEEP_MS = 500
/** What a visitor types next, while the rest of our script loads. */
const MORE = '123'

/** Finds the email field wherever a form renders it, and records the events that reach it. */
const PROBE = `
if (self === top) {
  const begun = { visible_ms: 0, focused_ms: 0, validated_ms: 0, letters: {} }
  let field
  const find = (root) => {
    const found = root.querySelector('input[type=email]')
    if (found) return found
    for (const { shadowRoot, contentDocument } of root.querySelectorAll('*')) {
      const inner = (shadowRoot ?? contentDocument) && find(shadowRoot ?? contentDocument)
      if (inner) return inner
    }
  }
  const watch = (input) => {
    field = input
    input.addEventListener('focus', () => { begun.focused_ms ||= performance.now() })
    input.addEventListener('input', ({ data }) => { begun.letters[data] = performance.now() })
    new MutationObserver(() => { begun.validated_ms ||= performance.now() })
      .observe(input, { attributeFilter: ['aria-invalid'] })
  }
  const look = () => {
    const input = find(document)
    const box = input?.getBoundingClientRect()
    if (!box?.width || !input.checkVisibility({ visibilityProperty: true })) return requestAnimationFrame(look)
    begun.visible_ms ||= performance.now()
    if (input !== field) watch(input)
    const frame = input.ownerDocument.defaultView.frameElement?.getBoundingClientRect() ?? { x: 0, y: 0 }
    fieldSeen(JSON.stringify({ x: frame.x + box.x + box.width / 2, y: frame.y + box.y + box.height / 2 }))
  }
  globalThis.bench = { look, read: () => ({ ...begun, value: field?.value ?? '' }) }
  requestAnimationFrame(look)
}`

type Place = { x: number; y: number }
type Seen = Required<Typing> & { focused_ms: number; letters: { [letter: string]: number }; value: string }

/** Loads a page of the host once and types into its email field as soon as there is one. */
export function typeInto(browser: Browser, host: Host, path: string, isOurs: boolean): Promise<Typing> {
  return withSlowPage(browser, async (page, devtools) => {
    await devtools.send('Runtime.enable')
    await devtools.send('Runtime.addBinding', { name: 'fieldSeen' })
    await page.addInitScript(PROBE)
    let place = nextPlace(devtools)
    await page.goto(host.url + path, { waitUntil: 'commit' })
    for (const letter of LETTERS) {
      await click(devtools, await place)
      await press(devtools, letter)
      if ((await read(devtools)).letters[letter]) {
        if (isOurs) for (const key of [...MORE, 'Enter']) await press(devtools, key)
        await page.waitForTimeout(KEEP_MS)
        const { visible_ms, focused_ms, validated_ms, letters, value } = await read(devtools)
        if (isOurs && value !== letter + MORE) throw new Error(`${value} is left of ${letter}${MORE}`)
        if (value.includes(letter)) {
          const typable_ms = letters[letter] ?? Number.NaN
          return { visible_ms, typable_ms, ...(validated_ms && { validated_ms: validated_ms - focused_ms }) }
        }
      }
      place = nextPlace(devtools)
      await devtools.send('Runtime.evaluate', { expression: 'bench.look()' })
    }
    throw new Error(`Nothing could be typed into ${path}`)
  })
}

/** The position of the field, once it is rendered. */
function nextPlace(devtools: CDPSession): Promise<Place> {
  return new Promise((resolve) => {
    devtools.once('Runtime.bindingCalled', ({ payload }) => resolve(JSON.parse(payload)))
  })
}

async function click(devtools: CDPSession, { x, y }: Place): Promise<void> {
  for (const type of ['mousePressed', 'mouseReleased'] as const) {
    await devtools.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 })
  }
}

async function press(devtools: CDPSession, key: string): Promise<void> {
  const text = key === 'Enter' ? '\r' : key
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text })
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key })
}

async function read(devtools: CDPSession): Promise<Seen> {
  const expression = 'bench.read()'
  const { result } = await devtools.send('Runtime.evaluate', { expression, returnByValue: true })
  return result.value
}
