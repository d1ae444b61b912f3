import { createHash } from 'node:crypto'
import type { SignUp } from '../contract.ts'
import type { SignUpRequest } from '../sign-up/request.ts'
import type { Database, Row } from '../store/database.ts'
import { number, numberOrNull, text } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'

/** What was agreed to, as evidence: the exact sentence, the page it was on, and the language it was read in. */
type Consent = {
  text: string
  /** SHA-256 of the sentence in UTF-8, hexadecimal: to compare wordings without reading them. */
  sha256: string
  page?: string
  lists: string[]
  /** BCP 47 tag. */
  language: string
  /** Where it came from, shortened; only where `CONSENT_KEEPS_NETWORK` asks for it. */
  network?: string
}

/** What one sign-up agreed to; `consent` is undefined if no key opens it. Times are in milliseconds since 1970. */
export type StoredConsent = {
  signUp: number
  /** The keyed hash of the address. */
  address: string
  recordedAt: number
  /** When the contact confirmed it, if they were asked to. */
  confirmedAt: number | null
  consent: Consent | undefined
}

/** The sealed consent, bound to the person by the keyed hash of their address. */
export function sealConsent(
  seal: Seal,
  signUp: SignUp,
  { language, network }: Pick<SignUpRequest, 'language' | 'network'>,
  address: string,
): string {
  const { consent, list_memberships: lists, page } = signUp
  const agreed: Consent = {
    text: consent.text,
    sha256: createHash('sha256').update(consent.text).digest('hex'),
    lists,
    language,
    ...(page !== undefined && { page }),
    ...(network !== undefined && { network }),
  }
  return seal.seal(JSON.stringify(agreed), consentBinding(address))
}

/** Undefined if no key opens it. */
export function openConsent(seal: Seal, sealed: string, address: string): Consent | undefined {
  const opened = seal.open(sealed, consentBinding(address))
  if (opened.kind === 'failed') return undefined
  const agreed: Consent = JSON.parse(opened.text)
  return agreed
}

/** The consents of the address with this keyed hash, oldest first. */
export async function consentsOf(database: Database, seal: Seal, address: string): Promise<StoredConsent[]> {
  const rows = await database.all('SELECT * FROM consents WHERE address = ? ORDER BY signup', address)
  return rows.map((row) => stored(row, seal))
}

/**
 * The consents given from `from` on and before `to`, oldest first, read on demand, `rows` at a time. Times are in milliseconds
 * since 1970.
 */
export async function* consentsBetween(
  database: Database,
  seal: Seal,
  { from, to }: { from: number; to: number },
  rows: number,
): AsyncIterable<StoredConsent[]> {
  const sql = `SELECT * FROM consents WHERE (recorded_at, signup) > (?, ?) AND recorded_at < ?
      ORDER BY recorded_at, signup LIMIT ?`
  for (let after = { recordedAt: from, signUp: -1 }; ; ) {
    const found = await database.all(sql, after.recordedAt, after.signUp, to, rows)
    const some = found.map((row) => stored(row, seal))
    const last = some.at(-1)
    if (last === undefined) return
    yield some
    after = last
  }
}

function stored(row: Row, seal: Seal): StoredConsent {
  const address = text(row, 'address')
  return {
    signUp: number(row, 'signup'),
    address,
    recordedAt: number(row, 'recorded_at'),
    confirmedAt: numberOrNull(row, 'confirmed_at'),
    consent: openConsent(seal, text(row, 'sealed'), address),
  }
}

/** The text that a sealed consent is bound to. */
export function consentBinding(address: string): string {
  return `consent of ${address}`
}
