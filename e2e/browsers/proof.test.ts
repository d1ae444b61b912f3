import { expect, it } from 'vitest'
import { LISTS, page, scriptTag } from '../support/embed.ts'
import { CREATED } from '../support/sentences.ts'
import { inEveryEngine } from './in-every-engine.ts'

inEveryEngine(
  (scene) => {
    it('computes the proof of work that the relay asks for in the background', async () => {
      const { relay, site, visitor, address } = scene()
      await visitor.goto(site.page(page(scriptTag(relay, { lists: LISTS.newsletter }))))
      await visitor.fill('Email address', address)
      await visitor.click('button', 'Sign up')
      await visitor.reads(CREATED)
      expect(relay.log().filter((line) => line.includes('proof_required'))).toHaveLength(1)
    })
  },
  { settings: { PROOF_OF_WORK: 'always' } },
)
