import { expect, it } from 'vitest'
import { LISTS, page, scriptTag } from '../support/embed.ts'
import { CREATED, UPDATED } from '../support/sentences.ts'
import { inEveryEngine } from './in-every-engine.ts'

inEveryEngine((scene) => {
  it('signs up a new visitor, and updates them the next time', async () => {
    const { relay, site, visitor, address } = scene()
    await visitor.goto(site.page(page(scriptTag(relay, { lists: LISTS.newsletter, fields: 'first_name' }))))
    await visitor.fill('Email address', address)
    await visitor.fill('First name', 'Mary')
    await visitor.click('button', 'Sign up')
    await visitor.reads(CREATED)
    await visitor.isLedTo(CREATED)

    await visitor.reload()
    await visitor.fill('Email address', address)
    await visitor.fill('First name', 'Marie')
    await visitor.click('button', 'Sign up')
    await visitor.reads(UPDATED)
    const { contacts } = await relay.sandbox.state()
    expect(contacts).toMatchObject([{ first_name: 'Marie', list_memberships: [LISTS.newsletter] }])
  })

  it('moves to the first error, and says what to do', async () => {
    const { relay, site, visitor, address } = scene()
    const settings = { lists: LISTS.newsletter, fields: 'first_name*', consent: 'Yes, write to me.' }
    await visitor.goto(site.page(page(scriptTag(relay, settings))))
    await visitor.fill('Email address', 'mary')
    await visitor.click('button', 'Sign up')
    await visitor.finds('region', 'There is a problem', { focused: true })
    await visitor.press('Tab')
    await visitor.press('Enter')
    await visitor.finds('textbox', 'Email address', { focused: true, invalid: true })
    expect((await visitor.facts('textbox', 'Email address')).description).not.toBe('')
    expect(await visitor.facts('textbox', 'First name')).toMatchObject({ invalid: true, focused: false })
    expect(await visitor.facts('checkbox', 'Yes, write to me.')).toMatchObject({ invalid: true })

    await visitor.type(address.replace('mary', ''))
    await visitor.fill('First name', 'Mary')
    await visitor.click('checkbox', 'Yes, write to me.')
    expect(await visitor.facts('textbox', 'Email address')).toMatchObject({ invalid: false })
    expect(await relay.sandbox.signUps()).toEqual([])
  })

  it('is laid out right to left, with addresses left to right', async () => {
    const { relay, site, visitor, address } = scene()
    const settings = { lists: LISTS.newsletter, fields: 'first_name address', language: 'ar' }
    await visitor.goto(site.page(page(scriptTag(relay, settings), { html: 'lang="ar" dir="rtl"' })))
    await visitor.finds('form', '', { direction: 'rtl' })
    const name = await visitor.facts('textbox', 'الاسم الأول')
    const email = await visitor.facts('textbox', 'البريد الإلكتروني')
    expect(name.direction).toBe('rtl')
    expect(email.direction).toBe('ltr')
    expect(
      await visitor.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    ).toBeLessThanOrEqual(0)
    await visitor.fill('البريد الإلكتروني', address)
    await visitor.click('button', '')
    await expect.poll(() => relay.sandbox.signUps()).toMatchObject([{ email_address: address }])
  })
})
