import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { matchesPattern } from './guest.ts'

const SITE = 'https://site.example'
const told: unknown[][] = []
const parent = { postMessage: (...message: unknown[]) => told.push(message) }
const greeting = { type: 'signup-widget:greeting', v: 1, page: `${SITE}/page` }
let framed: typeof import('./guest.ts')

beforeEach(async () => {
  told.length = 0
  vi.stubGlobal('parent', parent)
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
    },
  )
  // Each test has its own frame.
  vi.resetModules()
  framed = await import('./guest.ts')
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  document.body.replaceChildren()
  document.documentElement.removeAttribute('style')
})

/** A message as the browser gives it to the frame's window. */
function message(source: unknown, origin: string, data: unknown) {
  const event: MessageEvent<unknown> = Object.assign(new MessageEvent('message'), {})
  Object.defineProperties(event, {
    source: { value: source },
    origin: { value: origin },
    data: { value: data },
  })
  return event
}
const answer = (source: unknown, origin: string, data: unknown) =>
  framed.answerGreeting(message(source, origin, data), `${SITE}, https://*.shop.example`)
const moments = () =>
  told.map(([data]) => data).filter((data) => Reflect.get(Object(data), 'type') === 'signup-widget:moment')

/** The form as the relay draws it into its page, and what its script makes of it. */
function formPage(drawn: object = { form: { kind: 'editing' } }) {
  const host = document.createElement('main')
  host.className = 'signup-widget'
  host.setAttribute('data-lists', 'x')
  host.setAttribute('data-isolation', 'none')
  host.setAttribute('data-state', 'editing')
  const card = document.createElement('div')
  card.className = 'signup'
  card.setAttribute('data-form', JSON.stringify(drawn))
  const form = document.createElement('form')
  const input = document.createElement('input')
  input.name = 'first_name'
  form.append(input)
  card.append(form)
  host.append(card)
  document.body.append(host)
  const happen = (name: string, detail: object = {}) =>
    host.dispatchEvent(
      new CustomEvent(`signup-widget:${name}`, { cancelable: true, detail: { v: 1, ...detail } }),
    )
  return { host, form, input, happen }
}

describe('the frame', () => {
  it('answers the page around it with its height, and accepts that page’s address', () => {
    expect(answer(parent, SITE, greeting)).toBe(`${SITE}/page`)
    expect(told).toEqual([[{ type: 'signup-widget:height', v: 1, height: expect.any(Number) }, SITE]])
  })

  it.each<[string, unknown, string, unknown]>([
    ['an origin that is not allowed', parent, 'https://evil.example', greeting],
    ['a window that is not around it', {}, SITE, greeting],
    ['anything but a greeting', parent, SITE, { type: 'hello' }],
    ['a greeting of another version', parent, SITE, { ...greeting, v: 2 }],
    ['a greeting with settings that are no texts', parent, SITE, { ...greeting, settings: { title: {} } }],
    [
      'a greeting with values that are no texts',
      parent,
      SITE,
      { ...greeting, values: { first_name: 'Ada' } },
    ],
  ])('does not answer %s', (_name, source, origin, data) => {
    expect([answer(source, origin, data), told]).toEqual([undefined, []])
  })

  it('fills in the page’s initial values, but not over what was typed before a post', () => {
    const values = { first_name: ['Ada'] }
    const { input } = formPage()
    answer(parent, SITE, { ...greeting, values })
    expect(input.value).toBe('Ada')
    document.body.replaceChildren()
    const { input: refused } = formPage({ form: { kind: 'refused' } })
    answer(parent, SITE, { ...greeting, values })
    expect(refused.value).toBe('')
  })

  it('takes over the page’s look, by the names it knows', () => {
    formPage()
    const look = { '--signup-accent': 'red', 'color-scheme': 'dark', position: 'fixed' }
    answer(parent, SITE, { ...greeting, look })
    const { style } = document.documentElement
    expect([style.getPropertyValue('--signup-accent'), style.getPropertyValue('color-scheme')]).toEqual([
      'red',
      'dark',
    ])
    expect(style.getPropertyValue('position')).toBe('')
  })

  it('follows the page’s settings when they change, but not its own isolation and endpoint', () => {
    const { host } = formPage()
    answer(parent, SITE, { ...greeting, settings: { lists: 'x' } })
    const settings = { lists: 'y', title: 'New', isolation: 'shadow', endpoint: 'https://evil.example' }
    answer(parent, SITE, { ...greeting, settings, values: { first_name: ['Ada'] } })
    expect({ ...host.dataset }).toEqual({
      lists: 'y',
      title: 'New',
      prefill: 'first_name=Ada',
      isolation: 'none',
      state: 'editing',
    })
    answer(parent, SITE, { ...greeting, settings: { lists: 'y' } })
    expect(host.hasAttribute('data-title')).toBe(false)
  })

  it('applies at once the settings that differ from its own address, and leaves the others alone', () => {
    const { host } = formPage()
    vi.stubGlobal('location', { origin: location.origin, search: '?lists=x&title=Old' })
    const changes = vi.spyOn(host, 'setAttribute')
    answer(parent, SITE, {
      ...greeting,
      settings: { title: 'Old', lists: 'x' },
      values: { last_name: ['B'] },
    })
    expect(changes).not.toHaveBeenCalled()
  })

  it('applies at once what changed while it was loading', () => {
    const { host } = formPage()
    vi.stubGlobal('location', { origin: location.origin, search: '?lists=x&title=Old' })
    const settings = { lists: 'x', fields: 'first_name' }
    host.setAttribute('data-title', 'Old')
    answer(parent, SITE, { ...greeting, settings, values: { first_name: ['Ada'] } })
    const { lists, title, fields, prefill } = host.dataset
    expect([lists, title, fields, prefill]).toEqual(['x', undefined, 'first_name', 'first_name=Ada'])
  })

  it('reports events once it was greeted, from the moment that the form is ready', async () => {
    const { host, happen } = formPage()
    happen('start')
    answer(parent, SITE, greeting)
    happen('invalid', { fields: ['email_address'], typed: 'ada@example.org' })
    expect(moments()).toMatchObject([
      { moment: 'ready', state: 'editing', detail: {} },
      { moment: 'invalid', detail: { fields: ['email_address'] } },
    ])
    expect(JSON.stringify(told)).not.toContain('ada@')
    expect(told.every(([, origin]) => origin === SITE)).toBe(true)
    host.setAttribute('data-state', 'refused')
    await expect
      .poll(() => told.at(-1))
      .toEqual([{ type: 'signup-widget:state', v: 1, state: 'refused' }, SITE])
  })

  it('sends nothing before the page has answered, and nothing at all if the page cancels', () => {
    const { form, happen } = formPage()
    answer(parent, SITE, greeting)
    const submit = vi.spyOn(form, 'requestSubmit').mockImplementation(() => happen('submit'))
    const verdict = (go: boolean) => {
      const data = { type: 'signup-widget:verdict', v: 1, moment: 'submit', go }
      window.dispatchEvent(message(parent, SITE, data))
    }
    expect(happen('submit')).toBe(false)
    expect(happen('submit')).toBe(false)
    expect(moments()).toHaveLength(2)
    verdict(false)
    verdict(true)
    expect(submit).not.toHaveBeenCalled()
    happen('submit')
    verdict(true)
    expect(submit.mock.results).toEqual([{ type: 'return', value: true }])
  })

  it('continues by itself if the page does not answer', () => {
    vi.useFakeTimers()
    const { form, happen } = formPage()
    answer(parent, SITE, greeting)
    const submit = vi.spyOn(form, 'requestSubmit').mockImplementation(() => {})
    happen('submit')
    vi.advanceTimersByTime(1000)
    expect(submit).toHaveBeenCalledOnce()
  })

  it('goes on in a browser without requestSubmit', () => {
    vi.useFakeTimers()
    const { form, happen } = formPage()
    Object.defineProperty(HTMLFormElement.prototype, 'requestSubmit', {
      value: undefined,
      configurable: true,
    })
    answer(parent, SITE, greeting)
    const submit = vi.fn((event: Event) => event.preventDefault())
    form.addEventListener('submit', submit)
    happen('submit')
    vi.advanceTimersByTime(1000)
    expect(submit).toHaveBeenCalledOnce()
  })

  it('reports no height while it has no width, as in closed details', () => {
    vi.stubGlobal('innerWidth', 0)
    formPage()
    answer(parent, SITE, greeting)
    expect(told.filter((message) => JSON.stringify(message).includes('signup-widget:height'))).toEqual([])
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
    expect(matchesPattern(origin, pattern)).toBe(expected)
  })
})
