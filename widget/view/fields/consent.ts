import type { ComponentChildren } from 'preact'
import type { Labels } from '../../messages/messages.ts'
import type { Field } from './field.ts'

const GIVEN = 'consent.given'

/** A check box if the site wrote the sentence; otherwise a sentence that says what pressing the button means. */
export function consentFields(
  sentence: string | undefined,
  content: ComponentChildren,
  labels: Labels,
): Field[] {
  return [
    { path: 'consent.text', kind: 'hidden', value: sentence ?? labels.consent },
    sentence
      ? {
          path: GIVEN,
          kind: 'checkboxes',
          required: true,
          options: [{ value: 'true', label: sentence, content }],
        }
      : { path: GIVEN, kind: 'hidden', value: 'true' },
  ]
}
