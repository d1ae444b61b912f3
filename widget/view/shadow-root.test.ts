import { beforeEach, describe, expect, it, vi } from 'vitest'
import { loadBundled } from '../chunks.ts'

let form: typeof import('../testing/form.ts')
let root: typeof import('./shadow-root.ts')

beforeEach(async () => {
  document.head.replaceChildren()
  document.body.replaceChildren()
  vi.unstubAllGlobals()
  // The sheet is created once for each page.
  vi.resetModules()
  form = await import('../testing/form.ts')
  root = await import('./shadow-root.ts')
})

const styles = (root: ParentNode | null) => [...(root?.querySelectorAll('style') ?? [])]

describe('where style sheets cannot be constructed', () => {
  beforeEach(() => {
    vi.stubGlobal(
      'CSSStyleSheet',
      class {
        constructor() {
          throw new TypeError('Illegal constructor')
        }
      },
    )
  })

  it('the form has its style as an element with the page’s nonce, also after a visitor has touched it', async () => {
    const script = document.createElement('script')
    script.type = 'application/x-test'
    script.nonce = 'bm9uY2U'
    script.setAttribute('nonce', '')
    document.head.append(script)
    const { host, form: drawn, user, events } = form.openForm()
    await vi.waitFor(() => expect(styles(host.shadowRoot)).toHaveLength(1))
    const [style] = styles(host.shadowRoot)
    expect(style?.nonce).toBe('bm9uY2U')
    // After the form, because Preact would move the form before any element that precedes it.
    expect(host.shadowRoot?.lastElementChild).toBe(style)
    await user.click(drawn.getByRole('button'))
    await drawn.findByText(/Enter your email/)
    expect(events.at(-1)?.type).toBe('signup-widget:invalid')
    expect(styles(host.shadowRoot)).toEqual([style])
  })
})

it('a form without isolation in a shadow root of the page’s own leaves that root’s styles alone', () => {
  const outer = document.createElement('div')
  document.body.append(outer)
  const shadow = outer.attachShadow({ mode: 'open' })
  const host = document.createElement('div')
  shadow.append(document.createElement('style'), host)
  root.applyStyles(root.openRoot(host, 'none'), loadBundled)
  expect(styles(shadow)).toHaveLength(1)
})
