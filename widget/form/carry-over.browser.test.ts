import { screen, waitFor } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Load, loadBundled } from '../chunks.ts'
import { createRegistry } from '../page/registry.ts'
import { NEWSLETTER } from '../testing/settings.ts'

const user = userEvent.setup()
/** Resolves once the code that a visitor's touch loads may come. */
let arrived: Promise<void>
let arrive = () => {}

const load: Load = async (name) => {
  if (name === 'controller') await arrived
  return loadBundled(name)
}
const registry = createRegistry({ loadFrom: () => load, log: console, callOnload: () => {} })

beforeEach(() => {
  tests += 1
  arrived = new Promise((resolve) => {
    arrive = resolve
  })
  vi.stubGlobal('SignupWidget', registry)
})

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

/** Another form in each test: it would be given what was typed in the one before. */
let tests = 0

/** The page as its server has written it. */
const page = (title = `News ${tests}`) =>
  `<main><div class="signup-widget" data-lists="${NEWSLETTER}" data-endpoint="https://relay.example" data-isolation="none" ` +
  `data-fields="first_name" data-title="${title}"><div>Loading</div></div></main>`

const main = () => document.querySelector('main')
const host = () => document.querySelector('.signup-widget')
const texts = () => screen.getAllByRole('textbox').map((input) => Reflect.get(input, 'value'))

/** Shows a page, and types into its first form. */
async function type(html = page()) {
  document.body.innerHTML = html
  registry.renderAll()
  const [name] = await screen.findAllByLabelText('First name (optional)')
  const [address] = screen.getAllByLabelText('Email address')
  await user.type(name ?? document.body, 'Ada')
  await user.type(address ?? document.body, 'ada@example.org')
}

const MORPHS = {
  'empties the host': () => host()?.replaceChildren(),
  'replaces the content of the host': () => {
    host()?.replaceChildren('Loading')
  },
  'makes the form a part of its own in place': () => {
    const card = host()?.firstElementChild
    for (const { name } of [...(card?.attributes ?? [])]) card?.removeAttribute(name)
    card?.replaceChildren('Loading')
  },
  'replaces the page': () => {
    document.body.innerHTML = page()
  },
  'sets the HTML around it again': () => {
    Object.assign(main() ?? {}, { innerHTML: main()?.innerHTML.replace(/<form.*<\/form>/s, '') })
  },
}

describe.each(Object.entries(MORPHS))('a page that %s', (_, morph) => {
  it('before the code of the first touch is there keeps what was typed', async () => {
    await type()
    morph()
    arrive()
    await waitFor(() => expect(texts()).toEqual(['ada@example.org', 'Ada']))
    expect(host()?.getAttribute('data-state')).toBe('editing')
  })

  it('afterwards keeps what was typed', async () => {
    arrive()
    await type()
    await waitFor(() => expect(host()?.querySelector('[part=suggestion]')).toBeTruthy())
    morph()
    await waitFor(() => expect(texts()).toEqual(['ada@example.org', 'Ada']))
  })
})

describe('a page that shows another form instead', () => {
  it('leaves it empty', async () => {
    await type()
    document.body.innerHTML = page('Events')
    arrive()
    await screen.findByRole('form', { name: 'Events' })
    await user.type(screen.getByLabelText('Email address'), 'b')
    await waitFor(() => expect(host()?.querySelector('[part=suggestion]')).toBeTruthy())
    expect(texts()).toEqual(['b', ''])
  })

  it('leaves an equal form empty that stood there before', async () => {
    await type(page() + page())
    expect(texts()).toEqual(['ada@example.org', 'Ada', '', ''])
    main()?.remove()
    arrive()
    await user.type(screen.getByLabelText('Email address'), 'b')
    await waitFor(() => expect(host()?.querySelector('[part=suggestion]')).toBeTruthy())
    expect(texts()).toEqual(['b', ''])
  })
})
