import { expect, it } from 'vitest'
import { LISTS, page, placeholder, scriptTag } from '../support/embed.ts'
import { CREATED } from '../support/sentences.ts'
import type { Key } from './engine.ts'
import { inEveryEngine } from './in-every-engine.ts'
import type { Role } from './in-page.ts'

const SETTINGS = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
  'list-choice': '',
  fields: 'first_name* birthday',
  'custom-fields': JSON.stringify([
    {
      id: '1618ae62-4752-11e9-9c8a-fa163e6b01c5',
      type: 'radio',
      label: 'Heard of us',
      options: ['Online', 'A friend', 'The market'],
    },
  ]),
  consent: 'Yes, write to me.',
}

inEveryEngine((scene) => {
  for (const isolation of ['shadow', 'none', 'iframe']) {
    it(`is filled in, corrected and sent by the keyboard alone, isolation ${isolation}`, async () => {
      const { relay, site, visitor, address } = scene()
      const form = placeholder({ ...SETTINGS, isolation }) + scriptTag(relay)
      await visitor.goto(site.page(page(form)))
      if (isolation === 'iframe') {
        const height = () => visitor.evaluate(() => document.querySelector('iframe')?.clientHeight ?? 0)
        await expect.poll(height, { timeout: 20_000 }).toBeGreaterThan(500)
        await visitor.enterFrame()
      }
      await visitor.finds('button', 'Sign up', {})
      /** Presses a key, and sees by the ring where that leads. */
      const goes = async (key: Key, role: Role, name: string) => {
        await visitor.press(key)
        await visitor.finds(role, name, { focused: true, ringed: true })
      }

      await goes('Tab', 'textbox', 'Email address')
      await goes('Enter', 'region', 'There is a problem')
      await goes('Tab', 'link', 'Enter your email address')
      await goes('Tab', 'link', 'Enter your first name')
      await goes('Enter', 'textbox', 'First name')
      await visitor.type('Mary')
      await goes('Tab', 'combobox', 'Month')
      await visitor.type('Feb')
      await goes('Tab', 'textbox', 'Day')
      await visitor.type('29')
      await goes('Tab', 'radio', 'Online')
      await goes('ArrowDown', 'radio', 'A friend')
      await visitor.finds('radio', 'A friend', { checked: true })
      await goes('Tab', 'checkbox', 'Newsletter')
      await goes('Tab', 'checkbox', 'Events')
      await goes('Space', 'checkbox', 'Events')
      await goes('Tab', 'checkbox', 'Yes, write to me.')
      await goes('Space', 'checkbox', 'Yes, write to me.')
      await visitor.finds('checkbox', 'Yes, write to me.', { checked: true })
      await goes('Tab', 'button', 'Sign up')
      // One fault is left, which needs no summary.
      await goes('Enter', 'textbox', 'Email address')
      await visitor.type(address)
      await visitor.press('Enter')
      await visitor.isLedTo(CREATED)
      expect(await relay.sandbox.signUps()).toMatchObject([
        {
          first_name: 'Mary',
          birthday_month: 2,
          birthday_day: 29,
          list_memberships: [LISTS.events],
          custom_fields: [{ value: 'A friend' }],
        },
      ])
    })
  }
})
