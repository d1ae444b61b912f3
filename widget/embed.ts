/**
 * Runs when a page loads /v1/signup.js, and shows the forms of that page. The life of a form, in order:
 *
 *  1. page/own-tag.ts:findOwnTag finds the script tag, and page/registry.ts:createRegistry the placeholders.
 *  2. page/placeholder.ts:fillPlaceholder takes one placeholder through the steps up to 4.
 *  3. configuration/configuration.ts:readConfiguration reads its settings; faults go to diagnostics/explain.ts.
 *  4. form/mount.tsx:mountForm draws the form without Preact, or takes over the one that the relay has drawn.
 *  5. form/mount.tsx:loadController loads the controller when the visitor comes.
 *  6. form/controller.ts:startController hands the form to Preact and listens to what the visitor does.
 *  7. form/validation.ts:checkSignUp makes a sign-up of what was typed, or names the faults.
 *  8. form/submission.ts:submitWithProof sends it to the relay and reads the outcome.
 *  9. form/form-model.ts:nextStep takes the form to its next step.
 * 10. messages/view-state.ts:toViewState finds the message that the visitor reads; page/form-events.ts:emit tells the page.
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
