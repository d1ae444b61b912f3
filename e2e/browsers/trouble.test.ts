import { afterEach, expect, it } from 'vitest'
import { LISTS, page, scriptTag } from '../support/embed.ts'
import { CREATED } from '../support/sentences.ts'
import { type BadNetwork, startBadNetwork } from './bad-network.ts'
import { inEveryEngine } from './in-every-engine.ts'

const networks: BadNetwork[] = []
const open = async (relay: { url: string }) => {
  const network = await startBadNetwork(relay.url)
  networks.push(network)
  return network
}
afterEach(async () => {
  for (const network of networks.splice(0)) await network.stop()
})

inEveryEngine((scene) => {
  it('says that it cannot connect, keeps the input, and sends it on the next try', async () => {
    const { relay, site, visitor, address } = scene()
    const network = await open(relay)
    const repair = network.cut('/v1/signups')
    await visitor.goto(site.page(page(scriptTag(network, { lists: LISTS.newsletter, fields: 'first_name' }))))
    await visitor.fill('Email address', address)
    await visitor.fill('First name', 'Mary')
    await visitor.click('button', 'Sign up')
    await visitor.finds('alert', '', { text: 'We couldn’t connect. Check your connection and try again.' })
    await visitor.finds('textbox', 'Email address', { value: address })
    await visitor.finds('textbox', 'First name', { value: 'Mary' })
    repair()
    await visitor.click('button', 'Sign up')
    await visitor.reads(CREATED)
    expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address, first_name: 'Mary' }])
  })

  it('can be sent again after the back button, when it was left while it was sending', async () => {
    const { relay, site, visitor, address } = scene()
    const network = await open(relay)
    const release = network.delay('/v1/signups')
    const next = site.page(page('<p>The next page</p>'))
    await visitor.goto(site.page(page(scriptTag(network, { lists: LISTS.newsletter }))))
    await visitor.fill('Email address', address)
    await visitor.click('button', 'Sign up')
    await visitor.finds('button', 'Sign up', { busy: true })
    await visitor.goto(next)
    release()
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
    const network = await open(relay)
    const release = network.delay('/v1/signup.js')
    const query = new URLSearchParams({ lists: LISTS.newsletter, fields: 'first_name address' })
    const snippet = await (await fetch(`${relay.url}/v1/snippet?${query}`)).text()
    await visitor.goto(site.page(page(snippet.replaceAll(relay.url, network.url))))
    await visitor.fill('First name', 'Mary')
    await visitor.fill('Email address', address.slice(0, 4))
    const state = () =>
      visitor.evaluate(() => document.querySelector('.signup-widget')?.getAttribute('data-state') ?? 'none')
    expect(await state()).toBe('none')
    release()
    await visitor.type(address.slice(4))
    await expect.poll(state).toBe('editing')
    await visitor.finds('textbox', 'Email address', { value: address, focused: true })
    await visitor.finds('textbox', 'First name', { value: 'Mary' })
    await visitor.press('Enter')
    await visitor.reads(CREATED)
    expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address, first_name: 'Mary' }])
  })
})
