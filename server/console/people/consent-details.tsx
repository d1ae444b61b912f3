import type { StoredConsent } from '../../outbox/consent.ts'
import { Time } from '../components/components.tsx'
import { DescriptionList, type Pair } from '../components/description-list.tsx'
import { type ListNames, namesOf } from '../list-names.ts'

function languageName(tag: string): string {
  try {
    return `${new Intl.DisplayNames('en', { type: 'language' }).of(tag)} (${tag})`
  } catch {
    return tag
  }
}

type ConsentProps = { stored: StoredConsent; listNames: ListNames }

/** What was agreed to with one sign-up: the sentence, and all that is known of when and where. */
export function ConsentDetails({ stored, listNames }: ConsentProps) {
  const { signUp, recordedAt, confirmedAt, consent } = stored
  const pairs: (Pair | false)[] = [
    ['Given', <Time key="given" at={recordedAt} />],
    confirmedAt !== null && ['Confirmed by mail', <Time key="at" at={confirmedAt} />],
    consent !== undefined && ['On the page', <bdi key="page">{consent.page ?? 'not known'}</bdi>],
    consent !== undefined && ['Read in', languageName(consent.language)],
    consent !== undefined && ['For the lists', <bdi key="lists">{namesOf(consent.lists, listNames)}</bdi>],
    consent?.network !== undefined && ['From the network', consent.network],
    ['With sign-up', String(signUp)],
  ]
  return (
    <section class="card">
      {consent === undefined ? (
        <p>
          The sentence cannot be decrypted with the relay’s key (<code>SECRET_KEY</code>).
        </p>
      ) : (
        <blockquote dir="auto">{consent.text}</blockquote>
      )}
      <DescriptionList pairs={pairs} />
    </section>
  )
}
