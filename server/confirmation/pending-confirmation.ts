import type { SignUp } from '../contract.ts'
import { openConsent } from '../outbox/consent.ts'
import type { Row } from '../store/database.ts'
import { number, text, textOrNull } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'

/** A sign-up that waits for its contact. `id` is its confirmation's, `language` what the visitor read. */
export type Held = { id: string; signUp: SignUp; language: string; recordedAt: number }

/** What `openHeld` reads, of sign-ups that are held; a condition on `c` (confirmations) follows. */
export const HELD = `SELECT c.id, c.address, c.attempts, s.payload, s.identity, s.recorded_at, n.sealed
  FROM confirmations AS c JOIN signups AS s ON s.id = c.signup LEFT JOIN consents AS n ON n.signup = s.id
  WHERE s.state = 'held' AND`

/** Undefined where no key of `SECRET_KEY` opens it. */
export function openHeld(seal: Seal, row: Row): Held | undefined {
  const opened = seal.open(text(row, 'payload'), text(row, 'identity'))
  if (opened.kind === 'failed') return undefined
  const signUp: SignUp = JSON.parse(opened.text)
  const sealed = textOrNull(row, 'sealed')
  const consent = sealed === null ? undefined : openConsent(seal, sealed, text(row, 'address'))
  const language = consent?.language ?? signUp.language ?? 'en'
  return { id: text(row, 'id'), signUp, language, recordedAt: number(row, 'recorded_at') }
}
