import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Key } from '../browsers/engine.ts'
import { ENGINES } from '../browsers/engines.ts'
import { createVisitor, type Visitor } from '../browsers/visitor.ts'
import { LISTS, page, scriptTag } from '../support/embed.ts'
import { type Relay, startRelay } from '../support/relay.ts'
import { CREATED } from '../support/sentences.ts'
import { type Site, startSite } from '../support/site.ts'
import { type Desktop, startOrca } from './orca.ts'

const SETTINGS = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
  'list-choice': '',
  fields: 'first_name* birthday',
  consent: 'Yes, write to me.',
  title: 'News',
}
/** Orca reads, and a slow machine paints, in its own time. */
const PATIENCE = { timeout: 60_000, interval: 200 }

let relay: Relay
let site: Site
let desktop: Desktop
let browser: Browser
let visitor: Visitor

beforeAll(async () => {
  relay = await startRelay()
  site = await startSite()
  desktop = await startOrca()
  const firefox = ENGINES.find(({ name }) => name === 'Firefox')
  const program = firefox?.find()
  if (!firefox || program === undefined) throw new Error(`Firefox is missing: ${firefox?.remedy}.`)
  browser = await firefox.launch(program, { scripts: true, display: desktop.environment })
  visitor = createVisitor(await browser.open())
})

afterAll(async () => {
  console.log((await desktop?.said())?.join('\n'))
  await browser?.close()
  await desktop?.close()
  await site?.stop()
  await relay?.stop()
})

it('reads the form, its errors, an offer and the success', async () => {
  let heard = 0
  /** Waits until Orca has said all of this since the last time. */
  const hears = async (...sentences: string[]) => {
    const news = async () => (await desktop.said()).slice(heard)
    await expect.poll(news, PATIENCE).toEqual(expect.arrayContaining(sentences))
    heard = (await desktop.said()).length
  }
  const press = async (key: Key, ...sentences: string[]) => {
    await visitor.press(key)
    await hears(...sentences)
  }

  await visitor.goto(site.page(page(scriptTag(relay, SETTINGS))))
  await visitor.finds('button', 'Sign up', {})
  await hears('Finished loading A page.')
  // Beside the heading of the page.
  desktop.click(900, 120)

  await press('Tab', 'form News', 'Email address entry required.')
  await press('Tab', 'First name entry required.')
  await press('Tab', 'Birthday (optional) panel.', 'Month combo box.')
  await press('Tab', 'Day entry.')
  await press('Tab', 'What would you like to receive? panel.', 'Newsletter check box not checked.')
  await press('Tab', 'Events check box not checked.')
  await press('Tab', 'Yes, write to me. check box not checked required.')
  await press('Tab', 'Sign up push button.')

  await press(
    'Enter',
    'There is a problem region.',
    'Enter your email address, like name@example.org. Enter your first name. Choose what you would like to receive. Tick the box to give your consent.',
  )
  await press('Tab', 'Enter your email address, like name@example.org. link.')
  await press(
    'Enter',
    'Email address entry required.',
    'invalid entry.',
    'Enter your email address, like name@example.org.',
  )
  await visitor.type('ada@gmial.com')
  await press('Tab', 'First name entry required.', 'Enter your first name.', 'Did you mean ada@gmail.com?')
  await visitor.type('Ada')
  await press('Tab', 'Month combo box.')
  await press('Tab', 'Day entry.')
  await press('Tab', 'Newsletter check box not checked.')
  await press('Space', 'checked')
  await press('Tab', 'Events check box not checked.')
  await press(
    'Tab',
    'Yes, write to me. check box not checked required.',
    'Tick the box to give your consent.',
  )
  await press('Space', 'checked')
  await press('Tab', 'Sign up push button.')
  await press('Enter', CREATED)
})
