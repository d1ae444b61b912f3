import { screen, waitFor } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { loadBundled as load } from '../chunks.ts'
import { customFieldId, NEWSLETTER } from '../testing/settings.ts'
import { createApi, publish } from './api.ts'
import { createRegistry } from './registry.ts'

const registry = createRegistry({
  loadFrom: () => load,
  log: console,
  callOnload: (name) => called.push(name),
})
const api = createApi(registry)
const called: string[] = []
const SETTINGS = { lists: NEWSLETTER, isolation: 'none', endpoint: 'https://relay.example' } as const

let box: HTMLElement
beforeEach(() => {
  box = document.createElement('section')
  document.body.append(box)
})
afterEach(() => {
  document.body.replaceChildren()
  window.SignupWidget = []
})

const email = () => screen.findByLabelText('Email address')

// Before any test in which a script without it begins to serve every placeholder.
it('shows nothing by itself where the script says render=explicit, and calls the function it names', async () => {
  box.className = 'signup-widget'
  box.dataset['lists'] = NEWSLETTER
  const tag = document.createElement('script')
  tag.type = 'application/x-test'
  tag.src = 'https://relay.example/v1/signup.js?render=explicit&onload=begin'
  registry.addScript(tag)
  expect(called).toEqual(['begin'])
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(api.get(box)).toBeUndefined()
  api.load()
  await waitFor(() => expect(api.get(box)).toEqual({ element: box, state: 'editing' }))
})

it('renders into an element, and tells what state its form is in', async () => {
  expect(api.render(box, { ...SETTINGS, title: 'News', fields: ['first_name*', 'last_name'] })).toBe(box)
  expect(await screen.findByRole('form', { name: 'News' })).toBeTruthy()
  expect(screen.getByLabelText('First name')).toHaveProperty('required', true)
  expect(box.getAttributeNames().sort()).toEqual(['class', 'data-state'])
  expect(api.get('section')).toEqual({ element: box, state: 'editing' })
  expect(api.render('#nowhere')).toBeUndefined()
})

it('renders into an element of somebody’s shadow root, which the page’s own eyes do not see', async () => {
  const inner = document.createElement('div')
  box.attachShadow({ mode: 'open' }).append(inner)
  api.render(inner, SETTINGS)
  await waitFor(() => expect(api.get(inner)).toEqual({ element: inner, state: 'editing' }))
  expect(inner.querySelector('form')).toBeTruthy()
  api.remove(inner)
  expect(inner.querySelector('form')).toBeNull()
})

it('takes a comma in a list’s name as one', async () => {
  const lists = [`${NEWSLETTER}=News, offers`, `${customFieldId(2)}=Events`]
  api.render(box, { ...SETTINGS, lists, listChoice: true })
  expect(await screen.findByRole('checkbox', { name: 'News, offers' })).toBeTruthy()
})

it('takes custom fields and prefilled values as objects', async () => {
  const customFields = [{ id: customFieldId(1), type: 'text' as const, label: 'Favourite loaf' }]
  api.render(box, { ...SETTINGS, customFields, prefill: { [customFieldId(1)]: 'Rye & wheat' }, debug: false })
  expect(await screen.findByLabelText(/Favourite loaf/)).toHaveProperty('value', 'Rye & wheat')
})

it('changes a form that stands; what was typed and chosen stays, and so does the focus', async () => {
  const user = userEvent.setup()
  api.render(box, { ...SETTINGS, fields: 'first_name', consent: 'Yes.', button: 'Join' })
  const before = await screen.findByLabelText(/First name/)
  await user.click(screen.getByRole('checkbox', { name: 'Yes.' }))
  await user.type(before, 'Ada')
  if (before instanceof HTMLInputElement) before.setSelectionRange(1, 2)
  api.render(box, { button: 'Subscribe', fields: 'first_name last_name' })
  await screen.findByRole('button', { name: 'Subscribe' })
  const after = screen.getByLabelText(/First name/)
  expect(after).not.toBe(before)
  expect(after).toHaveProperty('value', 'Ada')
  expect(document.activeElement).toBe(after)
  expect(after).toMatchObject({ selectionStart: 1, selectionEnd: 2 })
  expect(screen.getByRole('checkbox', { name: 'Yes.' })).toHaveProperty('checked', true)
})

it('follows attributes that the page changes by itself', async () => {
  api.render(box, { ...SETTINGS, title: 'Old' })
  await screen.findByRole('form', { name: 'Old' })
  box.dataset['title'] = 'New'
  expect(await screen.findByRole('form', { name: 'New' })).toBeTruthy()
  box.dataset['fields'] = 'frist_name'
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await waitFor(() => expect(api.get(box)?.state).toBe('unavailable'))
  box.dataset['fields'] = 'first_name'
  expect(await screen.findByRole('form', { name: 'New' })).toBeTruthy()
})

it('lets an option or an attribute win, whichever came last, and takes both away', async () => {
  box.dataset['title'] = 'Attribute'
  api.render(box, { ...SETTINGS, title: 'Option' })
  await screen.findByRole('form', { name: 'Option' })
  box.dataset['title'] = 'Attribute again'
  await screen.findByRole('form', { name: 'Attribute again' })
  box.dataset['title'] = 'Too early'
  api.render(box, { title: 'Option again' })
  await screen.findByRole('form', { name: 'Option again' })
  api.render(box, { title: null })
  expect(await screen.findByRole('form', { name: 'Sign-up form' })).toBeTruthy()
  expect(box.hasAttribute('data-title')).toBe(false)
})

it('says which custom fields given as objects are wrong', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const customFields = [{ id: 'loaf', type: 'text' as const, label: 'Favourite loaf' }]
  api.render(box, { ...SETTINGS, customFields })
  await waitFor(() => expect(api.get(box)?.state).toBe('unavailable'))
  await waitFor(() => expect(error.mock.calls.join()).toContain('data-custom-fields is wrong in entry 1'))
  error.mockRestore()
})

it('empties a form, and takes one out until it is rendered again', async () => {
  const user = userEvent.setup()
  api.render(box, SETTINGS)
  await user.type(await email(), 'ada@')
  api.reset(box)
  expect(await email()).toHaveProperty('value', '')
  api.remove(box)
  expect(screen.queryByRole('form')).toBeNull()
  box.append('still here')
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(screen.queryByRole('form')).toBeNull()
  api.render(box)
  expect(await email()).toBeTruthy()
})

it('hears events until it no longer wants to', async () => {
  const heard: string[] = []
  const end = api.on('ready', ({ type, detail }) => heard.push(`${type} ${detail.v}`))
  api.render(box, SETTINGS)
  await email()
  end()
  api.reset(box)
  await email()
  expect(heard).toEqual(['signup-widget:ready 1'])
})

it('calls back those who queued before it came, whichever of them throws', async () => {
  const heard: unknown[] = []
  window.SignupWidget = [(given) => heard.push(given)]
  publish(api)
  expect(window.SignupWidget).toBe(api)
  api.push((given) => heard.push(given.version))
  await Promise.resolve()
  expect(heard).toEqual([api, expect.stringMatching(/^\d+\.\d+\.\d+$/)])
})

it('is not misled by an element called SignupWidget', () => {
  Reflect.set(window, 'SignupWidget', box)
  publish(api)
  expect(window.SignupWidget).toBe(api)
})
