import { expect, it } from 'vitest'
import { LISTS, page, scriptTag } from '../support/embed.ts'
import { CREATED } from '../support/sentences.ts'
import { inEveryEngine } from './in-every-engine.ts'

inEveryEngine((scene) => {
  it('signs up with every letter on the worst page we could write', async () => {
    const { relay, visitor, address } = scene()
    await visitor.goto(`${relay.url}/hostile.html`)
    await visitor.fill('Email address', address)
    await visitor.fill('First name', 'Aoife')
    await visitor.click('checkbox', 'Yes, write to me by email.')
    await visitor.click('textbox', 'First name')
    await visitor.press('Enter')
    await visitor.reads(CREATED)
    expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address, first_name: 'Aoife' }])
  })

  it('signs up under a strict policy for scripts and styles, with its own look', async () => {
    const { relay, site, visitor, address } = scene()
    const policy = `default-src 'none'; script-src 'nonce-n' 'strict-dynamic'; style-src 'self'; connect-src ${relay.url}; require-trusted-types-for 'script'; trusted-types 'none'`
    const headers = { 'content-security-policy': policy }
    const form = page(scriptTag(relay, { lists: LISTS.newsletter }, 'nonce="n"'))
    await visitor.goto(site.page(form, { headers }))
    await visitor.finds('button', 'Sign up', {})
    const button = await visitor.find('button', 'Sign up')
    expect(await button.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      'rgb(51, 71, 159)',
    )
    await visitor.fill('Email address', address)
    await visitor.click('button', 'Sign up')
    await visitor.reads(CREATED)
  })
})
