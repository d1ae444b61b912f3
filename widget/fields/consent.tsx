import { BoxField } from './box.tsx'
import type { FieldContext } from './Field.tsx'

const PATH = 'consent.given'

/** A box to tick, if the site wrote the sentence; else a sentence that says what pressing the button means. */
export function ConsentField({ context, sentence }: { context: FieldContext; sentence: string | undefined }) {
  return (
    <>
      <input type="hidden" name="consent.text" value={sentence ?? context.messages.consent} />
      {sentence ? (
        <BoxField context={context} path={PATH} label={sentence} required topic="consent" value="true" />
      ) : (
        <p part="consent">
          {context.messages.consent}
          <input type="hidden" name={PATH} value="true" />
        </p>
      )}
    </>
  )
}
