import type { StoredConsent } from '../../outbox/consent.ts'
import type { CsvRows } from '../csv.ts'

export const CONSENT_COLUMNS = [
  'sign_up',
  'person',
  'given_at',
  'confirmed_at',
  'sentence',
  'sha256',
  'page',
  'language',
  'lists',
  'network',
]

/** Consents as rows of these columns. `person` is the keyed hash of the address. */
export async function* consentRows(pages: AsyncIterable<readonly StoredConsent[]>): CsvRows {
  for await (const some of pages) yield some.map(consentRow)
}

function consentRow({ signUp, address, recordedAt, confirmedAt, consent }: StoredConsent): string[] {
  const about = [
    String(signUp),
    address,
    new Date(recordedAt).toISOString(),
    confirmedAt === null ? '' : new Date(confirmedAt).toISOString(),
  ]
  if (consent === undefined) return [...about, 'cannot be decrypted with this SECRET_KEY', '', '', '', '', '']
  const { text, sha256, page = '', language, lists, network = '' } = consent
  return [...about, text, sha256, page, language, lists.join(' '), network]
}
