import { expect, it } from 'vitest'
import { formAddress, LISTS, page, placeholder, scriptTag } from '../support/embed.ts'
import { CREATED } from '../support/sentences.ts'
import { inEveryEngine } from './in-every-engine.ts'

inEveryEngine((scene) => {
  it('signs up in a frame that grows with the form, and shrinks again', async () => {
    const { relay, site, visitor, address } = scene()
    const settings = { lists: LISTS.newsletter, fields: 'first_name birthday address' }
    const source = formAddress(relay, settings).replaceAll('&', '&amp;')
    const frame = `<iframe title="Sign up" width="400" height="150" src="${source}"></iframe>`
    await visitor.goto(site.page(page(frame + scriptTag(relay))))
    const height = () => visitor.evaluate(() => document.querySelector('iframe')?.clientHeight ?? 0)
    await expect.poll(height).toBeGreaterThan(400)
    const before = await height()
    await visitor.enterFrame()
    const content = await visitor.evaluate(() => document.documentElement.scrollHeight)
    expect(Math.abs(before - content)).toBeLessThanOrEqual(2)
    await visitor.click('button', 'Sign up')
    await visitor.finds('textbox', 'Email address', { focused: true, invalid: true })
    await visitor.leaveFrame()
    await expect.poll(height).toBeGreaterThan(before)
    await visitor.enterFrame()
    await visitor.fill('Email address', address)
    await visitor.click('button', 'Sign up')
    await visitor.reads(CREATED)
    await visitor.leaveFrame()
    await expect.poll(height).toBeLessThan(before / 2)
  })

  it('mounts in a frame if the site asks for it', async () => {
    const { relay, site, visitor, address } = scene()
    await visitor.goto(
      site.page(page(scriptTag(relay, { lists: LISTS.newsletter, isolation: 'iframe', title: 'News' }))),
    )
    const height = () => visitor.evaluate(() => document.querySelector('iframe')?.clientHeight ?? 0)
    await expect.poll(height).toBeGreaterThan(200)
    await visitor.enterFrame()
    await visitor.fill('Email address', address)
    await visitor.click('button', 'Sign up')
    await visitor.reads(CREATED)
  })

  it('renders in the page itself if the site asks for it, with the site’s styles around it', async () => {
    const { relay, site, visitor, address } = scene()
    const head = '<style>input { width: 12px !important } button { display: none } p { color: red }</style>'
    const form = placeholder({ lists: LISTS.newsletter, fields: 'first_name*', isolation: 'none' })
    await visitor.goto(site.page(page(form + scriptTag(relay, {}, 'async'), { head })))
    await visitor.fill('Email address', address)
    await visitor.press('Enter')
    await visitor.finds('textbox', 'First name', { focused: true, invalid: true })
    expect(await visitor.evaluate(() => document.querySelector('.signup-widget')?.shadowRoot ?? 'none')).toBe(
      'none',
    )
    await visitor.type('Mary')
    await visitor.press('Enter')
    await visitor.reads(CREATED)
  })
})
