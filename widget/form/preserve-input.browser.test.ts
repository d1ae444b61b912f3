import { screen } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { loadBundled as load } from '../chunks.ts'
import { readConfiguration } from '../configuration/configuration.ts'
import { createRegistry } from '../page/registry.ts'
import { EVERY_CUSTOM_FIELD, NEWSLETTER } from '../testing/settings.ts'
import { renderForm } from '../view/prerender.tsx'
import { EMPTY_FORM } from './form-model.ts'

const registry = createRegistry({ loadFrom: () => load, log: console, callOnload: () => {} })
const user = userEvent.setup()
let changes = 0

afterEach(() => document.body.replaceChildren())

type Settings = { [name: string]: string }

const ALL: Settings = { lists: NEWSLETTER, isolation: 'none', endpoint: 'https://relay.example' }

/** A form that the script draws. */
async function draw(settings: Settings) {
  const host = document.createElement('div')
  document.body.append(host)
  registry.render(host, {})
  await change({ ...ALL, ...settings })
}

/** A form that the relay has drawn, and that the script takes over. */
async function drawBeforehand(settings: Settings) {
  const all: Settings = { ...ALL, ...settings }
  const reading = readConfiguration((name) => all[name])
  if (!reading.configuration) throw new Error('Not settings')
  document.body.innerHTML = renderForm({ ...reading, language: 'en', form: EMPTY_FORM })
  const host = placeholder()
  for (const [name, text] of Object.entries(all)) host.setAttribute(`data-${name}`, text)
  registry.render(host, {})
  await expect.poll(() => host.dataset['state']).toBe('editing')
}

/** Changes the form's attributes, whatever else, and waits until it is drawn anew. */
async function change(settings: Settings = {}) {
  const button = `Join ${++changes}`
  for (const [name, text] of Object.entries({ ...settings, button }))
    placeholder().setAttribute(`data-${name}`, text)
  await screen.findByRole('button', { name: button })
}

function placeholder(): HTMLElement {
  const host = document.querySelector<HTMLElement>('.signup-widget')
  if (!host) throw new Error('There is no placeholder')
  return host
}

const field = (label: string | RegExp) => screen.getByLabelText(label)
const textIn = (label: string | RegExp) => Reflect.get(field(label), 'value')
const isTicked = (name: string | RegExp) => Reflect.get(field(name), 'checked')

describe.each([
  ['that the script has drawn', draw],
  ['drawn beforehand', drawBeforehand],
])('a form %s, changed again and again', (_, open) => {
  const everyField = { fields: 'first_name', 'custom-fields': EVERY_CUSTOM_FIELD }

  // Lists are chosen from in e2e/scenarios/embedding/live-changes.spec.ts.
  it('keeps what was typed and ticked, in every kind of field', async () => {
    await open(everyField)
    await user.type(field('Email address'), 'ada@example.org')
    await user.type(field(/Anything/), 'Two')
    await user.type(field(/household/), '3')
    await user.type(field(/First visit/), '2020-02-03')
    await user.click(field('Yeast'))
    await user.click(field('Bread'))
    await user.click(field('Coffee'))
    for (let times = 0; times < 3; times++) await change()
    expect(textIn('Email address')).toBe('ada@example.org')
    expect(textIn(/Anything/)).toBe('Two')
    expect(textIn(/household/)).toBe('3')
    expect(textIn(/First visit/)).toBe('2020-02-03')
    expect(['Sourdough', 'Yeast'].map(isTicked)).toEqual([false, true])
    expect(['Bread', 'Pastry', 'Coffee'].map(isTicked)).toEqual([true, false, true])
  })

  it('keeps what is newer than what it kept before', async () => {
    await open({ ...everyField, prefill: 'first_name=Ada' })
    await expect.poll(() => textIn(/First name/)).toBe('Ada')
    await user.type(field(/First name/), ' Byron')
    await user.type(field(/Anything/), 'Two')
    await user.click(field('Yeast'))
    await user.click(field('Bread'))
    await change()
    await user.clear(field(/First name/))
    await user.type(field(/Anything/), ' lines')
    await user.click(field('Sourdough'))
    await user.click(field('Bread'))
    await user.click(field('Pastry'))
    for (let times = 0; times < 2; times++) await change()
    expect(textIn(/First name/)).toBe('')
    expect(textIn(/Anything/)).toBe('Two lines')
    expect(['Sourdough', 'Yeast'].map(isTicked)).toEqual([true, false])
    expect(['Bread', 'Pastry', 'Coffee'].map(isTicked)).toEqual([false, true, false])
  })

  it('keeps a country, and that it was taken back', async () => {
    await open({ fields: 'address' })
    await screen.findByRole('option', { name: 'Japan' })
    await user.selectOptions(field('Country'), 'Japan')
    await change()
    await change()
    await screen.findByRole('option', { name: 'Japan' })
    expect(textIn('Country')).toBe('Japan')
    // Each of the forms before may still bring its countries.
    await new Promise((resolve) => setTimeout(resolve, 300))
    await user.selectOptions(field('Country'), '')
    await change()
    await screen.findByRole('option', { name: 'Japan' })
    expect(textIn('Country')).toBe('')
  })

  it('still has what was typed in a field that was away meanwhile', async () => {
    await open({ fields: 'first_name' })
    await user.type(field(/First name/), 'Ada')
    await change({ fields: 'last_name' })
    await change({ fields: 'first_name last_name' })
    expect(textIn(/First name/)).toBe('Ada')
  })

  it('does not fill again what the visitor has emptied', async () => {
    await open({ fields: 'first_name', prefill: 'first_name=Ada' })
    await expect.poll(() => textIn(/First name/)).toBe('Ada')
    await user.clear(field(/First name/))
    for (let times = 0; times < 2; times++) await change()
    expect(textIn(/First name/)).toBe('')
  })

  it('follows a prefill that nobody has touched', async () => {
    await open({ fields: 'first_name', prefill: 'first_name=Ada' })
    await expect.poll(() => textIn(/First name/)).toBe('Ada')
    await change({ prefill: 'first_name=Mary' })
    expect(textIn(/First name/)).toBe('Mary')
  })

  it('takes a tick for the sentence that stood beside it, and for no other', async () => {
    await open({ consent: 'Send me the newsletter' })
    await user.click(field('Send me the newsletter'))
    await change()
    await change()
    expect(isTicked('Send me the newsletter')).toBe(true)
    await change({ consent: 'Sell my data to everybody' })
    expect(isTicked('Sell my data to everybody')).toBe(false)
    await change({ consent: 'Send me the newsletter' })
    expect(isTicked('Send me the newsletter')).toBe(false)
    await user.click(field('Send me the newsletter'))
    await change()
    expect(isTicked('Send me the newsletter')).toBe(true)
  })

  it('forgets all of it when it is shown as it was at first', async () => {
    await open({ fields: 'first_name' })
    await user.type(field(/First name/), 'Ada')
    await change()
    registry.reset(placeholder())
    await screen.findByRole('form')
    await change()
    expect(textIn(/First name/)).toBe('')
  })
})

it('takes no tick for a sentence that comes from the script tag', async () => {
  const tag = document.createElement('script')
  tag.type = 'application/x-test'
  tag.src = 'https://relay.example/v1/signup.js'
  tag.setAttribute('data-consent', 'Yes.')
  document.body.append(tag)
  registry.addScript(tag)
  await draw({})
  await user.click(field('Yes.'))
  tag.setAttribute('data-consent', 'No limits.')
  await change()
  expect(isTicked('No limits.')).toBe(false)
})
