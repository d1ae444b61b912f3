import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { LISTS } from '../support/embed.ts'
import { type Relay, startRelay } from '../support/relay.ts'
import { type Site, startSite } from '../support/site.ts'
import type { Browser, LaunchOptions } from './engine.ts'
import { ENGINES } from './engines.ts'
import { createVisitor, type Visitor } from './visitor.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** The engine a scenario ran in, with its version. */
    engine?: string
  }
}

/** What a scenario is given, read when it runs. */
export type Scene = {
  relay: Relay
  site: Site
  visitor: Visitor
  /** An address that nobody has signed up with. */
  address: string
}

type SceneOptions = Partial<LaunchOptions> & {
  /** Settings of the relay, by the names of its environment. */
  settings?: Record<string, string>
}

/** Defines scenarios once for each engine that this machine has; `scene` gives the running one its parts. */
export function inEveryEngine(define: (scene: () => Scene) => void, options: SceneOptions = {}): void {
  for (const { name, find, launch, remedy } of ENGINES) {
    const program = find()
    if (program === undefined) {
      // Engines that did not run are named at the end; with ALL_BROWSERS a missing one is a failure.
      if (process.env['ALL_BROWSERS']) it(`${name} is here`, () => expect.fail(`It is missing: ${remedy}.`))
      continue
    }
    describe(name, () => {
      let relay: Relay
      let site: Site
      let browser: Browser
      let visitor: Visitor
      let visits = 0
      const stops: (() => Promise<void>)[] = []
      beforeAll(async () => {
        relay = await startRelay({ ALLOWED_LISTS: Object.values(LISTS).join(), ...options.settings })
        stops.push(relay.stop)
        site = await startSite()
        stops.push(site.stop)
        browser = await launch(program, { scripts: options.scripts ?? true })
        stops.push(browser.close)
      })
      afterAll(async () => {
        for (const stop of stops.reverse()) await stop()
      })
      beforeEach(async ({ task }) => {
        task.meta.engine = `${name} (${browser.version})`
        await relay.sandbox.reset()
        visitor = createVisitor(await browser.open())
        visits += 1
      })
      define(() => ({ relay, site, visitor, address: `mary.${visits}@example.com` }))
    })
  }
}
