import { screen, waitFor } from '@testing-library/preact'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { loadBundled as load } from '../chunks.ts'
import { EVENTS, NEWSLETTER } from '../testing/settings.ts'
import { INITIAL_STATE, serializeState } from '../view/prerendered.ts'
import { createRegistry } from './registry.ts'

const SCRIPT = 'https://relay.example/v1/signup.js'
const log: string[] = []
/** One for all tests, as there is one for a page. */
const registry = createRegistry({
  loadFrom: () => load,
  log: { error: (line: string) => log.push(line), debug: () => {} },
  callOnload: () => {},
})

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
  log.length = 0
})

/** A script tag, as one that runs. */
function script(attributes: { [name: string]: string } = {}, src = SCRIPT, parent: Element = document.body) {
  const tag = document.createElement('script')
  // Not a type of script that the test's DOM would fetch.
  tag.type = 'application/x-test'
  tag.src = src
  for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value)
  parent.append(tag)
  return tag
}

function placeholder(attributes: { [name: string]: string } = {}, content = '') {
  const host = document.createElement('div')
  host.className = 'signup-widget'
  for (const [name, value] of Object.entries(attributes)) host.setAttribute(name, value)
  host.textContent = content
  document.body.append(host)
  return host
}

const hosts = () => [...document.querySelectorAll('.signup-widget')]
const states = () => hosts().map((host) => host.getAttribute('data-state'))

describe('the script', () => {
  it('puts a form where its tag stands', async () => {
    const tag = script({ 'data-lists': NEWSLETTER })
    registry.addScript(tag)
    await waitFor(() => expect(states()).toEqual(['editing']))
    expect(tag.nextElementSibling).toBe(hosts()[0])
  })

  it('finds the form that stands beside it when a router has brought back a copy of the page', async () => {
    registry.addScript(script({ 'data-lists': NEWSLETTER, 'data-isolation': 'none', 'data-title': 'News' }))
    await screen.findByRole('form', { name: 'News' })
    const copy = document.body.cloneNode(true)
    document.body.replaceChildren()
    await waitFor(() => expect(screen.queryByRole('form')).toBeNull())
    document.body.append(...copy.childNodes)
    registry.addScript(document.body.querySelector('script'))
    expect(await screen.findAllByRole('form', { name: 'News' })).toHaveLength(1)
    await waitFor(() => expect(states()).toEqual(['editing']))
    expect(log).toEqual([])
  })

  it('takes its settings from its address where a tag manager has stripped the tag', async () => {
    registry.addScript(script({}, `${SCRIPT}?lists=${NEWSLETTER}&isolation=none&title=Bread+news`))
    expect(await screen.findByRole('form', { name: 'Bread news' })).toBeTruthy()
  })

  it('finds its tag when no script is running', async () => {
    script({ 'data-lists': NEWSLETTER, 'data-isolation': 'none' })
    registry.addScript(null)
    expect(await screen.findByRole('form')).toBeTruthy()
  })

  it('serves placeholders only, when it has no lists of its own or stands in the head', async () => {
    registry.addScript(script({ 'data-lists': NEWSLETTER }, SCRIPT, document.head))
    registry.addScript(script())
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(hosts()).toEqual([])
    document.head.replaceChildren()
  })

  it('lets a placeholder without lists have the tag’s, and puts no second form', async () => {
    placeholder({ 'data-isolation': 'none', 'data-title': 'From the element' })
    registry.addScript(
      script({ 'data-lists': NEWSLETTER, 'data-title': 'From the tag', 'data-button': 'Join' }),
    )
    expect(await screen.findByRole('form', { name: 'From the element' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Join' })).toBeTruthy()
    expect(hosts()).toHaveLength(1)
  })

  it('says what is missing where a tag describes a form without lists, and nothing where it only lends', async () => {
    registry.addScript(script({ 'data-theme': 'dark' }))
    registry.addScript(script({ 'data-fields': 'first_name' }))
    await waitFor(() => expect(states()).toEqual(['unavailable']))
    await waitFor(() => expect(log.join()).toContain('data-lists is missing'))
  })

  it('keeps the settings of a form that stands for itself from the placeholders beside it', async () => {
    placeholder({ 'data-lists': EVENTS, 'data-isolation': 'none' })
    registry.addScript(script())
    registry.addScript(script({ 'data-lists': NEWSLETTER, 'data-list-choice': '', 'data-title': 'Its own' }))
    await waitFor(() => expect(states().sort()).toEqual(['editing', 'unavailable']))
    expect(screen.queryByRole('form', { name: 'Its own' })).toBeNull()
  })

  it('mounts nothing twice when it is loaded twice, but each tag that stands for itself', async () => {
    placeholder({ 'data-lists': NEWSLETTER })
    registry.addScript(script())
    registry.addScript(script())
    registry.addScript(script({ 'data-lists': EVENTS }))
    registry.addScript(script({ 'data-lists': EVENTS }))
    await waitFor(() => expect(states()).toEqual(['editing', 'editing', 'editing']))
    expect(hosts()[0]?.shadowRoot?.childElementCount).toBe(1)
  })
})

describe('placeholders', () => {
  it('may be many, and no id appears twice', async () => {
    registry.addScript(script())
    for (let count = 0; count < 5; count++)
      placeholder({ 'data-lists': NEWSLETTER, 'data-isolation': 'none' })
    await waitFor(() => expect(screen.getAllByRole('form')).toHaveLength(5))
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('are mounted when they come later, and ended when they go', async () => {
    registry.addScript(script())
    const host = placeholder({ 'data-lists': NEWSLETTER })
    await waitFor(() => expect(states()).toEqual(['editing']))
    host.remove()
    await waitFor(() => expect(host.getAttribute('data-state')).toBeNull())
    document.body.append(host)
    await waitFor(() => expect(states()).toEqual(['editing']))
    expect(host.shadowRoot?.childElementCount).toBe(1)
  })

  it('keep what was typed when they are moved', async () => {
    registry.addScript(script())
    const host = placeholder({ 'data-lists': NEWSLETTER, 'data-isolation': 'none' })
    const email = await screen.findByLabelText('Email address')
    Object.assign(email, { value: 'ada@example.org' })
    const aside = document.createElement('aside')
    document.body.append(aside)
    aside.append(host)
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(screen.getByLabelText('Email address')).toBe(email)
  })

  it('speak the language around them', async () => {
    registry.addScript(script())
    const host = placeholder({ 'data-lists': NEWSLETTER, 'data-isolation': 'none' })
    host.lang = 'de-AT'
    expect(await screen.findByRole('textbox', { name: 'E-Mail-Adresse' })).toBeTruthy()
  })

  it('keep their content until the form stands', async () => {
    registry.addScript(script())
    const host = placeholder({ 'data-lists': NEWSLETTER, 'data-isolation': 'none' }, 'Sign up by mail')
    await screen.findByRole('form')
    expect(host.textContent).not.toContain('Sign up by mail')
  })

  it('may be elements that take no shadow root', async () => {
    registry.addScript(script())
    const dialog = document.createElement('dialog')
    dialog.attachShadow = () => {
      throw new DOMException('This element does not support attachShadow', 'NotSupportedError')
    }
    for (const [name, value] of [
      ['class', 'signup-widget'],
      ['data-lists', NEWSLETTER],
    ] as const)
      dialog.setAttribute(name, value)
    document.body.append(dialog)
    await waitFor(() => expect(states()).toEqual(['editing']))
    expect(dialog.querySelector('form')).toBeTruthy()
  })

  it('reserve their height before their language is there', async () => {
    const host = placeholder({ 'data-lists': NEWSLETTER, 'data-language': 'de', 'data-height': '420' })
    registry.addScript(script())
    expect([host.style.minHeight, ...states()]).toEqual(['420px', null])
    await waitFor(() => expect(states()).toEqual(['editing']))
  })

  it('keep the height that the page itself has reserved', async () => {
    const host = placeholder({ 'data-lists': NEWSLETTER })
    host.style.minHeight = '300px'
    registry.addScript(script())
    await waitFor(() => expect(states()).toEqual(['editing']))
    expect(host.style.minHeight).toBe('300px')
  })
})

describe('a form drawn beforehand', () => {
  const idle: (() => void)[] = []

  /** A placeholder with its form, before the script has taken it over in an idle moment. */
  async function drawnPlaceholder() {
    idle.length = 0
    vi.stubGlobal('requestIdleCallback', (work: () => void) => idle.push(work))
    registry.addScript(script())
    const host = document.createElement('div')
    host.className = 'signup-widget'
    host.setAttribute('data-lists', NEWSLETTER)
    const drawn = serializeState(INITIAL_STATE)
    const root = host.attachShadow({ mode: 'open' })
    root.innerHTML = `<div class="signup" id="signup" data-form='${drawn}'><form>
      <input name="email_address"><button>Sign up</button></form></div>`
    document.body.append(host)
    await waitFor(() => expect(idle).toHaveLength(1))
    const form = root.querySelector('form')
    if (!form) throw new Error('Nothing was drawn')
    return { host, root, form }
  }

  const settled = () => new Promise((resolve) => setTimeout(resolve, 20))

  it('is taken over when nothing else is to be done: somebody may be typing', async () => {
    const { root, form } = await drawnPlaceholder()
    await settled()
    expect(states()).toEqual([null])
    idle[0]?.()
    await waitFor(() => expect(states()).toEqual(['editing']))
    expect(root.querySelector('form')).toBe(form)
    expect(form.noValidate).toBe(true)
  })

  it('is taken over at once, and then sent, where somebody sends it before', async () => {
    const { host, form } = await drawnPlaceholder()
    const invalid = vi.fn()
    host.addEventListener('signup-widget:invalid', invalid)
    const press = new Event('submit', { bubbles: true, cancelable: true })
    form.dispatchEvent(press)
    expect(press.defaultPrevented).toBe(true)
    await waitFor(() => expect(invalid).toHaveBeenCalledOnce())
    idle[0]?.()
    await settled()
    expect(invalid).toHaveBeenCalledOnce()
  })

  it('is sent, too, where the browser is idle before it has been taken over', async () => {
    const { host, form } = await drawnPlaceholder()
    const invalid = vi.fn()
    host.addEventListener('signup-widget:invalid', invalid)
    form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    idle[0]?.()
    await waitFor(() => expect(invalid).toHaveBeenCalledOnce())
  })

  it('can be taken out before', async () => {
    const { host, root } = await drawnPlaceholder()
    registry.remove(host)
    expect(root.innerHTML).toBe('<slot></slot>')
    idle[0]?.()
    await settled()
    expect([root.innerHTML, ...states()]).toEqual(['<slot></slot>', null])
  })

  it('gives way to a new one where its settings change before', async () => {
    const { host, root, form } = await drawnPlaceholder()
    Object.assign(form.querySelector('input') ?? {}, { value: 'ada@example.org' })
    host.setAttribute('data-fields', 'first_name')
    await waitFor(() => expect(idle).toHaveLength(2))
    for (const work of idle) work()
    await waitFor(() => expect(root.querySelector('[name=first_name]')).toBeTruthy())
    expect(states()).toEqual(['editing'])
    expect(root.querySelectorAll('form')).toHaveLength(1)
    expect(root.querySelector('form')).not.toBe(form)
    expect(root.querySelector('[name=email_address]')).toHaveProperty('value', 'ada@example.org')
  })
})

describe('a page that takes away what stands in a placeholder', () => {
  it.each(['none', 'shadow'])(
    'gets it back, with what was typed and its state: isolation %s',
    async (isolation) => {
      registry.addScript(script())
      const host = placeholder({ 'data-lists': NEWSLETTER, 'data-isolation': isolation })
      await waitFor(() => expect(states()).toEqual(['editing']))
      const input = () => (host.shadowRoot ?? host).querySelector<HTMLInputElement>('[name=email_address]')
      const typed = input()
      if (typed) typed.value = 'ada@example.org'
      host.innerHTML = '<a href="/form">Sign up</a>'
      host.removeAttribute('data-state')
      await waitFor(() => expect(states()).toEqual(['editing']))
      await waitFor(() => expect(input()?.value).toBe('ada@example.org'))
      if (isolation === 'none') expect(host.querySelector('a')).toBeNull()
    },
  )

  it('gets it back only while the page wants it', async () => {
    registry.addScript(script())
    const host = placeholder({ 'data-lists': NEWSLETTER, 'data-isolation': 'none' })
    await waitFor(() => expect(states()).toEqual(['editing']))
    registry.remove(host)
    host.innerHTML = '<p>Later</p>'
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([host.textContent, host.getAttribute('data-state')]).toEqual(['Later', null])
  })
})

describe('wrong settings', () => {
  it('that a form can do without are named and left out', async () => {
    registry.addScript(script())
    const host = placeholder({ 'data-lists': NEWSLETTER, 'data-theme': 'blue', 'data-height': '40em' })
    await waitFor(() => expect(states()).toEqual(['editing']))
    expect(host.shadowRoot?.querySelector('.signup')?.getAttribute('data-theme')).toBe('auto')
    await waitFor(() => expect(log.join()).toMatch(/data-theme cannot be “blue”.*data-height cannot be/))
  })

  it('leave no blank place where there was a form, and give it back when they are mended', async () => {
    registry.addScript(script())
    const host = placeholder({ 'data-lists': NEWSLETTER })
    await waitFor(() => expect(states()).toEqual(['editing']))
    for (let times = 0; times < 2; times += 1) {
      host.setAttribute('data-fields', 'frist_name')
      await waitFor(() => expect(states()).toEqual(['unavailable']))
      expect(host.shadowRoot?.innerHTML).toBe('<slot></slot>')
      expect(host.textContent).toBe('The sign-up form isn’t available right now.')
      host.setAttribute('data-fields', 'first_name')
      await waitFor(() => expect(states()).toEqual(['editing']))
      expect(host.shadowRoot?.querySelector('form')).toBeTruthy()
    }
    await waitFor(() => expect(log).toHaveLength(2))
  })

  it('take the place of a form that was drawn beforehand, in a shadow root or not', async () => {
    registry.addScript(script())
    const drawn = `<div class="signup" data-form='${serializeState(INITIAL_STATE)}'><form></form></div>`
    const [shadowed, bare] = [document.createElement('div'), document.createElement('div')]
    shadowed.attachShadow({ mode: 'open' }).innerHTML = drawn
    bare.innerHTML = drawn
    for (const host of [shadowed, bare]) {
      host.className = 'signup-widget'
      host.setAttribute('data-lists', 'newsletter')
      document.body.append(host)
    }
    await waitFor(() => expect(log).toHaveLength(2))
    expect(states()).toEqual(['unavailable', 'unavailable'])
    expect(shadowed.shadowRoot?.innerHTML).toBe('<slot></slot>')
    expect(bare.innerHTML).toBe('The sign-up form isn’t available right now.')
    registry.remove(bare)
    expect([bare.innerHTML, bare.getAttribute('data-state')]).toEqual(['', null])
  })

  it('tell the developer what to write, and the visitor that there is no form', async () => {
    registry.addScript(script())
    placeholder({ 'data-lists': 'newsletter', 'data-theme': 'blue' })
    await waitFor(() => expect(log).toHaveLength(2))
    expect(log[0]).toMatch(/^signup-widget: data-lists names “newsletter”, which is not a list id\. Write /)
    expect(log[1]).toMatch(/^signup-widget: data-theme cannot be “blue”\. Write one of/)
    expect(screen.getByText('The sign-up form isn’t available right now.')).toBeTruthy()
    expect(states()).toEqual(['unavailable'])
  })

  it('leave a placeholder its own content', async () => {
    registry.addScript(script())
    placeholder({ 'data-lists': 'newsletter' }, 'Sign up by mail')
    await waitFor(() => expect(log).toHaveLength(1))
    expect(screen.getByText('Sign up by mail')).toBeTruthy()
  })

  it('are told where a script without an address must name the relay', async () => {
    const inline = script({ 'data-lists': NEWSLETTER })
    inline.removeAttribute('src')
    registry.addScript(inline)
    await waitFor(() => expect(log[0]).toContain('data-endpoint is missing'))
  })
})
