import { expect, it } from 'vitest'
import { LISTS, page, scriptTag } from '../support/embed.ts'
import { SAVED } from './engine.ts'
import { inEveryEngine, type Scene } from './in-every-engine.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** One cell of the table that the reporter prints; without a result it was not measured. */
    autofill?: { isolation: string; result?: string }
  }
}

const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name last_name company_name phone_number address' }
const NAMES = Object.keys(SAVED)
/** A browser that has just started may not have read its saved addresses yet. */
const TRIES = 4

inEveryEngine((scene) => {
  for (const isolation of ['shadow', 'none', 'iframe']) {
    it(`the browser fills it in with saved data: ${isolation}`, async ({ task }) => {
      const sent = await fillAndSend(scene(), isolation)
      task.meta.autofill = { isolation }
      if (!sent) return
      const missing = NAMES.filter((name) => !sent.has(name))
      const count = `${NAMES.length - missing.length} of ${NAMES.length}`
      task.meta.autofill = { isolation, result: [count, ...missing].join(', not ') }
      expect(missing).toEqual([])
    })
  }
})

/** The parts of the saved address that reached Constant Contact; undefined where the engine saves none. */
async function fillAndSend(
  { relay, site, visitor }: Scene,
  isolation: string,
): Promise<Set<string> | undefined> {
  await visitor.goto(site.page(page(scriptTag(relay, { ...SETTINGS, isolation }))))
  if (isolation === 'iframe') {
    const height = () => visitor.evaluate(() => document.querySelector('iframe')?.clientHeight ?? 0)
    await expect.poll(height, { timeout: 5_000 }).toBeGreaterThan(500)
    await visitor.enterFrame()
  }
  await visitor.click('textbox', 'Email address')
  const email = await visitor.find('textbox', 'Email address')
  if (!email.autofill) return undefined
  await visitor.finds('combobox', 'Country', { text: expect.stringContaining('Zimbabwe') })
  for (
    let tries = 0;
    tries < TRIES && !(await visitor.facts('textbox', 'Street address')).value;
    tries += 1
  ) {
    await email.autofill()
  }
  // Chromium chooses a country a moment after the rest, if the list of countries came after the form.
  await visitor.finds('combobox', 'Country', { value: 'United States' }).catch(() => undefined)
  await visitor.click('button', 'Sign up')
  await expect.poll(() => relay.sandbox.signUps(), { timeout: 5_000 }).toHaveLength(1)
  const [signUp] = await relay.sandbox.signUps()
  return new Set(namesIn(signUp))
}

function namesIn(value: unknown): string[] {
  return Object.entries(Object(value)).flatMap(([name, inner]) => [
    name,
    ...(name === 'street_address' ? namesIn(inner) : []),
  ])
}
