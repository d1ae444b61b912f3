import { expect, it } from 'vitest'
import { formAddress, LISTS, page } from '../support/embed.ts'
import { CREATED } from '../support/sentences.ts'
import { inEveryEngine } from './in-every-engine.ts'

const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name birthday' }

inEveryEngine(
  (scene) => {
    it('signs up on the form’s own page, which shows what to correct', async () => {
      const { relay, visitor, address } = scene()
      await visitor.goto(formAddress(relay, SETTINGS))
      await visitor.fill('Email address', address)
      await visitor.fill('First name', 'Mary')
      await visitor.fill('Day', '31')
      await visitor.press('Enter')
      await visitor.finds('region', 'There is a problem', { focused: true })
      await visitor.finds('textbox', 'First name', { value: 'Mary' })
      // By keyboard: the list of months opens outside the page, where no driver reaches it.
      await visitor.press('Tab')
      await visitor.press('Enter')
      await visitor.finds('combobox', 'Month', { focused: true, invalid: true })
      await visitor.type('Mar')
      await visitor.press('Tab')
      await visitor.press('Enter')
      await visitor.reads(CREATED)
      expect(await relay.sandbox.signUps()).toMatchObject([
        { email_address: address, first_name: 'Mary', birthday_month: 3, birthday_day: 31 },
      ])
    })

    it('signs up by the form of the relay in the page', async () => {
      const { relay, site, visitor, address } = scene()
      const snippet = await (await fetch(`${relay.url}/v1/snippet?${new URLSearchParams(SETTINGS)}`)).text()
      await visitor.goto(site.page(page(`<script>document.title = 'Scripts run'</script>${snippet}`)))
      expect(await visitor.evaluate(() => document.title)).toBe('A page')
      await visitor.fill('Email address', address)
      await visitor.click('button', 'Sign up')
      await visitor.reads(CREATED)
      expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address }])
    })
  },
  { scripts: false },
)
