import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FrameGreeting } from '../../server/contract.ts'
import { readCapture } from '../configuration/prefill.ts'
import { configurationOf, NEWSLETTER } from '../testing/settings.ts'
import { greetFrames, mountFrame } from './host.ts'

const RELAY = 'https://relay.example'
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

/** A frame whose window only records what it is sent. */
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
const moment = (name: string, detail: object = {}, state = 'editing') => ({
  ...{ type: 'signup-widget:moment', v: 1, moment: name, state, detail },
})
const height = (value: unknown) => ({ type: 'signup-widget:height', v: 1, height: value })

describe('the host page', () => {
  it('greets each frame of a form once it loads, addressed to the relay only', () => {
    const form = frameOf(`${RELAY}/form?lists=x`)
    const other = frameOf('https://other.example/form')
    const lookalike = frameOf(`${RELAY}.evil.example/form`)
    greetFrames(RELAY, 'https://site.example/page')
    greetFrames(RELAY, 'https://site.example/page')
    for (const { frame } of [form, other, lookalike]) frame.dispatchEvent(new Event('load'))
    expect(form.told).toEqual([
      [
        expect.objectContaining({ type: 'signup-widget:greeting', v: 1, page: 'https://site.example/page' }),
        RELAY,
      ],
    ])
    expect([...other.told, ...lookalike.told]).toEqual([])
  })

  it('greets the frames of a relay under a path, addressed to its origin, and no others of that origin', () => {
    const relay = 'https://www.bakery.example/signup'
    const [form, other] = [frameOf(`${relay}/form?lists=x`), frameOf('https://www.bakery.example/form')]
    greetFrames(relay, 'https://www.bakery.example/page')
    for (const { frame } of [form, other]) frame.dispatchEvent(new Event('load'))
    expect(form.told).toEqual([[expect.anything(), 'https://www.bakery.example']])
    expect(other.told).toEqual([])
    say(form.contentWindow, 'https://www.bakery.example', height(500))
    expect(form.frame.style.height).toBe('500px')
  })

  it('greets nothing if the script does not know its relay', () => {
    const { frame, told } = frameOf(`${RELAY}/form`)
    greetFrames(undefined, '')
    frame.dispatchEvent(new Event('load'))
    expect(told).toEqual([])
  })

  it('gives a frame the height that it reports, within bounds, and lets it shrink', () => {
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
})

/** A placeholder whose form is a frame, with the events that the page receives and the messages that the frame is sent. */
function embedded(settings: { [name: string]: string } = {}, values: { [path: string]: string[] } = {}) {
  const host = document.createElement('div')
  document.body.append(host)
  const parts = (changed: { [name: string]: string } = {}): Parameters<typeof mountFrame>[1] => {
    const all = { lists: NEWSLETTER, isolation: 'iframe', ...settings, ...changed }
    const configuration = configurationOf(all)
    const pageUrl = () => 'https://site.example/page'
    return { configuration, settings: all, values, endpoint: RELAY, title: 'Sign up', pageUrl }
  }
  const heard: [string, unknown][] = []
  for (const name of ['ready', 'start', 'submit', 'invalid', 'success', 'error', 'redirect']) {
    host.addEventListener(`signup-widget:${name}`, (event) => {
      if (event instanceof CustomEvent) heard.push([name, event.detail])
    })
  }
  const { unmount: end, putBack } = mountFrame(host, parts())
  const frame = host.querySelector('iframe')
  if (!frame) throw new Error('There is no frame')
  const told: [FrameGreeting, string][] = []
  const contentWindow = {
    postMessage: (message: FrameGreeting, origin: string) => told.push([message, origin]),
  }
  Object.defineProperty(frame, 'contentWindow', { value: contentWindow })
  return {
    host,
    frame,
    parts,
    heard,
    told,
    end,
    putBack,
    tell: (data: unknown) => say(contentWindow, RELAY, data),
  }
}

describe('a placeholder whose form is a frame', () => {
  it('puts the site’s own words into the address if there is room, and sends them by message in any case', () => {
    for (const [button, isInAddress] of [
      ['Join', true],
      ['ע'.repeat(1500), false],
    ] as const) {
      const messages = JSON.stringify({ 'label.button': button })
      const { frame, told } = embedded({ messages })
      expect(new URL(frame.src).searchParams.get('messages')).toBe(isInAddress ? messages : null)
      frame.dispatchEvent(new Event('load'))
      expect(told.at(-1)?.[0].settings).toMatchObject({ messages })
    }
  })

  it('puts the settings into the address, and sends the values only by message', () => {
    const settings = { title: 'News', theme: 'dark', datalayer: '', debug: '', 'on-success': 'thanks' }
    const { frame, told } = embedded(settings, { first_name: ['Ada'] })
    expect(frame.src).toBe(`${RELAY}/form?lists=${NEWSLETTER}&title=News&theme=dark`)
    expect(frame.title).toBe('Sign up')
    frame.dispatchEvent(new Event('load'))
    const [[greeting, origin] = []] = told
    expect(origin).toBe(RELAY)
    expect(greeting).toMatchObject({ page: 'https://site.example/page', values: { first_name: ['Ada'] } })
    expect(greeting?.look).toMatchObject({ 'color-scheme': 'light' })
  })

  it('reads nothing from its own address, but has the field for what the page captures', () => {
    const captured = '1618ae62-4752-11e9-9c8a-fa163e6b01c8'
    const settings = {
      'prefill-from': 'job_title=title',
      capture: `${captured}=title, ${captured.replace('8', '9')}`,
    }
    const { frame } = embedded(settings)
    const query = new URL(frame.src).searchParams
    expect(query.has('prefill-from')).toBe(false)
    const capture = readCapture(configurationOf(Object.fromEntries(query))) ?? []
    expect(capture.map(({ path }) => path)).toContain(`custom_fields.${captured}`)
    expect(capture.filter(({ parameter }) => query.has(parameter))).toEqual([])
  })

  it('emits each event on the page, with nothing but what an event may contain', () => {
    const { host, heard, tell } = embedded()
    tell(moment('ready'))
    tell(moment('ready'))
    tell(moment('invalid', { fields: ['email_address', 'ada@example.org'], email: 'ada@example.org' }))
    tell(moment('error', { code: 'Ada Lovelace' }))
    tell(moment('success', { action: 'created', code: 'x y', name: 'Ada' }, 'accepted'))
    expect(heard).toEqual([
      ['ready', { v: 1 }],
      ['invalid', { v: 1, fields: ['email_address'] }],
      ['error', { v: 1 }],
      ['success', { v: 1, action: 'created' }],
    ])
    expect(host.getAttribute('data-state')).toBe('accepted')
    tell({ type: 'signup-widget:state', v: 1, state: 'editing' })
    expect(host.getAttribute('data-state')).toBe('editing')
  })

  it('believes no other window, no other origin, no unknown event and no unknown state', () => {
    const { host, frame, heard, tell } = embedded()
    say(window, RELAY, moment('success'))
    say(frame.contentWindow, 'https://evil.example', moment('success'))
    tell(moment('click'))
    tell(moment('success', {}, 'great'))
    tell({ type: 'signup-widget:state', v: 1, state: '<b>' })
    expect([heard, host.getAttribute('data-state')]).toEqual([[], null])
  })

  it('lets the page cancel a submission, and tells the frame', () => {
    const { host, told, tell } = embedded()
    tell(moment('submit'))
    host.addEventListener('signup-widget:submit', (event) => event.preventDefault())
    tell(moment('submit'))
    const verdict = { type: 'signup-widget:verdict', v: 1, moment: 'submit' }
    expect(told).toEqual([
      [{ ...verdict, go: true }, RELAY],
      [{ ...verdict, go: false }, RELAY],
    ])
  })

  it('calls the functions that the site has named, and pushes to the data layer', () => {
    const called: string[] = []
    vi.stubGlobal('onSigned', ({ detail }: CustomEvent) => called.push(detail.action))
    vi.stubGlobal('dataLayer', [])
    const { tell } = embedded({ 'on-success': 'onSigned', datalayer: '' })
    tell(moment('success', { action: 'updated' }, 'accepted'))
    expect(called).toEqual(['updated'])
    expect(Reflect.get(window, 'dataLayer')).toEqual([
      { event: 'signup_widget_success', signup_action: 'updated' },
    ])
  })

  it('redirects to the page’s own attribute unless the page cancels, and does not tell the frame', () => {
    const assign = vi.spyOn(location, 'assign').mockImplementation(() => {})
    const url = 'https://other.example/thanks'
    const { host, frame, heard, told, tell } = embedded({ 'redirect-url': url })
    expect(frame.src).not.toContain('other.example')
    tell(moment('success', { action: 'created', url: 'https://evil.example' }, 'accepted'))
    expect(heard).toEqual([
      ['success', { v: 1, action: 'created' }],
      ['redirect', { v: 1, url }],
    ])
    expect(assign.mock.calls).toEqual([[url]])
    host.addEventListener('signup-widget:redirect', (event) => event.preventDefault())
    tell(moment('success', { action: 'created' }, 'accepted'))
    expect(assign).toHaveBeenCalledOnce()
    expect(told).toEqual([])
    assign.mockRestore()
  })

  it('does not redirect because a frame says so', () => {
    const assign = vi.spyOn(location, 'assign').mockImplementation(() => {})
    const { tell } = embedded()
    tell(moment('redirect', { url: 'https://evil.example' }, 'accepted'))
    tell(moment('success', { action: 'created', url: 'https://evil.example' }, 'accepted'))
    expect(assign).not.toHaveBeenCalled()
    assign.mockRestore()
  })

  it('keeps the frame and tells it when its attributes change, and removes it with its placeholder', async () => {
    const { host, frame, parts, told, end, heard, tell } = embedded()
    frame.dispatchEvent(new Event('load'))
    end()
    const { unmount: endAgain } = mountFrame(host, parts({ title: 'New' }))
    expect(host.querySelector('iframe')).toBe(frame)
    expect(told.at(-1)?.[0].settings).toEqual({ lists: NEWSLETTER, title: 'New' })
    await Promise.resolve()
    expect(host.querySelector('iframe')).toBe(frame)
    tell(moment('ready'))
    endAgain()
    await Promise.resolve()
    tell(moment('start'))
    expect([host.childElementCount, host.getAttribute('data-state')]).toEqual([0, null])
    expect(heard).toEqual([['ready', { v: 1 }]])
  })

  it('is put back with its state if the page has removed it', () => {
    const { host, frame, putBack, tell } = embedded()
    tell(moment('ready'))
    host.replaceChildren()
    host.removeAttribute('data-state')
    putBack()
    expect([host.firstChild, host.getAttribute('data-state')]).toEqual([frame, 'editing'])
    // It loads again, and says so.
    tell(moment('ready', {}, 'editing'))
    expect(host.childElementCount).toBe(1)
  })

  it('stays when a router morphs the page, and its host gets the new attributes', async () => {
    const { host, frame, end } = embedded()
    host.setAttribute('data-title', 'Old')
    host.setAttribute('data-state', 'editing')
    const wanted = document.createElement('div')
    wanted.setAttribute('data-button', 'Join')
    const morph = () => {
      const detail = { newElement: wanted }
      return host.dispatchEvent(new CustomEvent('turbo:before-morph-element', { cancelable: true, detail }))
    }
    expect([morph(), host.firstChild]).toEqual([false, frame])
    expect(host.getAttributeNames().sort()).toEqual(['data-button', 'data-state'])
    end()
    await Promise.resolve()
    expect(morph()).toBe(true)
  })

  it('creates a new frame if the previous one is gone', () => {
    const { host, frame, parts, end } = embedded()
    end()
    host.textContent = 'This form is not available.'
    // The previous one may be ended again, much later.
    end()
    mountFrame(host, parts())
    expect([host.childElementCount, host.textContent]).toEqual([1, ''])
    expect(host.querySelector('iframe')).not.toBe(frame)
  })

  it('tells a frame that is still loading what has changed, once it has loaded', () => {
    const { host, frame, parts, told, end } = embedded()
    end()
    mountFrame(host, parts({ title: 'New' }))
    expect(told).toEqual([])
    frame.dispatchEvent(new Event('load'))
    expect(told.map(([{ settings }]) => settings)).toEqual([{ lists: NEWSLETTER, title: 'New' }])
  })

  it('keeps its state while its attributes change, and removes no state of another form', async () => {
    const { host, parts, end, tell } = embedded()
    tell(moment('ready'))
    end()
    const { unmount: endAgain } = mountFrame(host, parts({ title: 'New' }))
    expect(host.getAttribute('data-state')).toBe('editing')
    endAgain()
    expect(host.hasAttribute('data-state')).toBe(false)
    host.setAttribute('data-state', 'editing')
    await Promise.resolve()
    expect([host.childElementCount, host.getAttribute('data-state')]).toEqual([0, 'editing'])
  })
})
