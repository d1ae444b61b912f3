/**
 * Runs once for each script tag that loads /v1/signup.js, and shows the forms of its page. A form in ten steps:
 *
 *  1. widget/page/shared-registry.ts:sharedRegistry finds or creates the registry of the page, for each script tag
 *  2. widget/page/registry.ts:createRegistry finds placeholders, both present ones and those that appear later
 *  3. widget/page/placeholder.ts:fillPlaceholder takes one of them through steps 4 to 6
 *  4. widget/configuration/configuration.ts:readConfiguration reads its settings, or names every fault
 *  5. widget/messages/language.ts:loadLanguage loads the words
 *  6. widget/form/mount.tsx:mountForm draws the form without Preact, or takes over a prerendered one
 *  7. widget/form/controller.ts:startController loads when a visitor touches the form, and runs it from then on
 *  8. widget/form/validation.ts:checkSignUp turns what was typed into a sign-up, or into faults
 *  9. widget/form/submission.ts:submitWithProof sends it, and solves a challenge if the relay asks for one
 * 10. widget/messages/view-state.ts:toViewState puts the next step of the form, by widget/form/form-model.ts:nextStep, into words
 */
import type { Load } from './chunks.ts'
import { sharedRegistry } from './page/shared-registry.ts'

sharedRegistry(loadBeside).addScript(document.currentScript)

/** Loads chunks that lie beside the script at an address. */
function loadBeside(address: string): Load {
  let retry = ''
  return async (name) => {
    try {
      return await import(/* @vite-ignore */ new URL(`${name}-${CHUNKS_HASH}.js${retry}`, address).href)
    } catch (error) {
      // Browsers remember a failed import: only another address is asked for again.
      retry = `?${Date.now()}`
      throw error
    }
  }
}
