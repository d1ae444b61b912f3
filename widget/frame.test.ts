import { afterEach, describe, expect, it, vi } from 'vitest'
import { answerGreeting, fits, greetFrames, mountFrame } from './frame.ts'

const RELAY = 'https://relay.example'
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

/** A frame whose window only remembers what it was told. */
function frameOf(src: string) {
  const frame = document.createElement('iframe')
  const told: unknown[] = []
  const contentWindow = { postMessage: (...message: unknown[]) => told.push(message) }
  Object.defineProperty(frame, 'src', { value: src })
  Object.defineProperty(frame, 'contentWindow', { value: contentWindow })
  document.body.append(frame)
  return { frame, told, contentWindow }
}
function say(source: unknown, origin: string, data: unknown) {
  window.dispatchEvent(Object.assign(new Event('message'), { source, origin, data }))
}
const height = (value: unknown) => ({ type: 'signup-widget:height', v: 1, height: value })

describe('the host page', () => {
  it('greets each frame of a form once it loads, for the relay only', () => {
    const form = frameOf(`${RELAY}/form?lists=x`)
    const other = frameOf('https://other.example/form')
    const lookalike = frameOf(`${RELAY}.evil.example/form`)
    greetFrames(RELAY, 'https://site.example/page')
    greetFrames(RELAY, 'https://site.example/page')
    for (const { frame } of [form, other, lookalike]) frame.dispatchEvent(new Event('load'))
    expect(form.told).toEqual([
      [{ type: 'signup-widget:greeting', v: 1, page: 'https://site.example/page' }, RELAY],
    ])
    expect([...other.told, ...lookalike.told]).toEqual([])
  })

  it('gives a frame the height it says, within bounds, and lets it shrink', () => {
    const { frame, contentWindow } = frameOf(`${RELAY}/form`)
    greetFrames(RELAY, '')
    const heights = [620.2, 300, 2, 99_999].map((value) => {
      say(contentWindow, RELAY, height(value))
      return frame.style.height
    })
    expect(heights).toEqual(['621px', '300px', '50px', '10000px'])
  })

  it('believes no other window, no other origin and no other message', () => {
    const { frame, contentWindow } = frameOf(`${RELAY}/form`)
    greetFrames(RELAY, '')
    say(window, RELAY, height(500))
    say(contentWindow, 'https://evil.example', height(500))
    for (const data of [null, 'x', { ...height(500), v: 2 }, height('500px'), height(Number.NaN)]) {
      say(contentWindow, RELAY, data)
    }
    expect(frame.style.height).toBe('')
  })

  it('can hold the form as a frame in a placeholder', () => {
    const host = document.createElement('div')
    const unmount = mountFrame(host, `${RELAY}/form?lists=x`, 'Sign up', 420)
    const frame = host.querySelector('iframe')
    expect([frame?.src, frame?.title, frame?.style.height]).toEqual([
      `${RELAY}/form?lists=x`,
      'Sign up',
      '420px',
    ])
    unmount()
    expect(host.childElementCount).toBe(0)
  })
})

describe('the frame', () => {
  const told: unknown[] = []
  const parent = { postMessage: (...message: unknown[]) => told.push(message) }
  const greeting = { type: 'signup-widget:greeting', v: 1, page: 'https://site.example/page' }
  const answer = (source: unknown, origin: string, data: unknown) => {
    told.length = 0
    vi.stubGlobal('parent', parent)
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe() {}
      },
    )
    const event: MessageEvent<unknown> = Object.assign(new MessageEvent('message'), {})
    Object.defineProperties(event, {
      source: { value: source },
      origin: { value: origin },
      data: { value: data },
    })
    return answerGreeting(event, ['https://site.example', 'https://*.shop.example'])
  }

  it('answers the page around it with its height, and takes that page’s address', () => {
    expect(answer(parent, 'https://site.example', greeting)).toBe('https://site.example/page')
    expect(told).toEqual([
      [{ type: 'signup-widget:height', v: 1, height: expect.any(Number) }, 'https://site.example'],
    ])
  })

  it.each<[string, unknown, string, unknown]>([
    ['an origin that is not allowed', parent, 'https://evil.example', greeting],
    ['a window that is not around it', {}, 'https://site.example', greeting],
    ['anything but a greeting', parent, 'https://site.example', { type: 'hello' }],
    ['a greeting of another version', parent, 'https://site.example', { ...greeting, v: 2 }],
  ])('does not answer %s', (_name, source, origin, data) => {
    expect([answer(source, origin, data), told]).toEqual([undefined, []])
  })

  it.each([
    ['https://site.example', 'https://site.example', true],
    ['https://site.example:8443', 'https://site.example', false],
    ['http://site.example', 'https://site.example', false],
    ['https://a.b.shop.example', 'https://*.shop.example', true],
    ['https://shop.example', 'https://*.shop.example', false],
    ['https://.shop.example', 'https://*.shop.example', false],
    ['https://evilshop.example', 'https://*.shop.example', false],
    ['https://shop.example.evil.example', 'https://*.shop.example', false],
    ['http://localhost:8080', 'http://localhost:*', true],
    ['null', '', false],
  ])('lets the origin %s fit the pattern %s: %s', (origin, pattern, expected) => {
    expect(fits(origin, pattern)).toBe(expected)
  })
})
