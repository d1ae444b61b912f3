import { afterEach, expect, it } from 'vitest'
import { LISTS, page, scriptTag } from '../support/embed.ts'
import { CREATED } from '../support/sentences.ts'
import { type Gate, openGate } from './gate.ts'
import { inEveryEngine } from './in-every-engine.ts'

const gates: Gate[] = []
const open = async (relay: { url: string }) => {
  const gate = await openGate(relay.url)
  gates.push(gate)
  return gate
}
afterEach(async () => {
  for (const gate of gates.splice(0)) await gate.stop()
})

inEveryEngine((scene) => {
  it('says that it cannot reach us, keeps what was typed, and sends it on the next try', async () => {
    const { relay, site, visitor, address } = scene()
    const gate = await open(relay)
    const mend = gate.cut('/v1/signups')
    await visitor.goto(site.page(page(scriptTag(gate, { lists: LISTS.newsletter, fields: 'first_name' }))))
    await visitor.fill('Email address', address)
    await visitor.fill('First name', 'Mary')
    await visitor.click('button', 'Sign up')
    await visitor.finds('alert', '', { text: 'We cannot be reached. Check your connection and try again.' })
    await visitor.finds('textbox', 'Email address', { value: address })
    await visitor.finds('textbox', 'First name', { value: 'Mary' })
    mend()
    await visitor.click('button', 'Sign up')
    await visitor.reads(CREATED)
    expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address, first_name: 'Mary' }])
  })

  it('can be sent again after the back button, when it was left while it was sending', async () => {
    const { relay, site, visitor, address } = scene()
    const gate = await open(relay)
    const letGo = gate.hold('/v1/signups')
    const next = site.page(page('<p>The next page</p>'))
    await visitor.goto(site.page(page(scriptTag(gate, { lists: LISTS.newsletter }))))
    await visitor.fill('Email address', address)
    await visitor.click('button', 'Sign up')
    await visitor.finds('button', 'Sign up', { busy: true })
    await visitor.goto(next)
    letGo()
    await visitor.back()
    await visitor.finds('button', 'Sign up', { busy: false })
    const { value } = await visitor.facts('textbox', 'Email address')
    if (value === '') await visitor.fill('Email address', address)
    await visitor.click('button', 'Sign up')
    await expect
      .poll(() =>
        visitor.evaluate(() => document.querySelector('.signup-widget')?.getAttribute('data-state')),
      )
      .toBe('accepted')
  })

  it('keeps what was typed into a form of the relay while the script was slow', async () => {
    const { relay, site, visitor, address } = scene()
    const gate = await open(relay)
    const letGo = gate.hold('/v1/signup.js')
    const query = new URLSearchParams({ lists: LISTS.newsletter, fields: 'first_name address' })
    const snippet = await (await fetch(`${relay.url}/v1/snippet?${query}`)).text()
    await visitor.goto(site.page(page(snippet.replaceAll(relay.url, gate.url))))
    await visitor.fill('First name', 'Mary')
    await visitor.fill('Email address', address.slice(0, 4))
    const state = () =>
      visitor.evaluate(() => document.querySelector('.signup-widget')?.getAttribute('data-state') ?? 'none')
    expect(await state()).toBe('none')
    letGo()
    await visitor.type(address.slice(4))
    await expect.poll(state).toBe('editing')
    await visitor.finds('textbox', 'Email address', { value: address, focused: true })
    await visitor.finds('textbox', 'First name', { value: 'Mary' })
    await visitor.press('Enter')
    await visitor.reads(CREATED)
    expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address, first_name: 'Mary' }])
  })
})
