import type { Told } from '../../operator/alerts/alert.ts'
import type { Incident } from '../../operator/alerts/incidents.ts'
import { Time } from '../components/components.tsx'
import type { Link } from '../routes.ts'
import { roughly } from './words.ts'

const TITLES: Record<Told, string> = {
  disconnected: 'Not connected to Constant Contact',
  cloned: 'A copy of the database in use',
  form: 'Constant Contact refused what a form sends',
  parked: 'Sign-ups could not be delivered',
  waiting: 'Sign-ups waited for more than an hour',
  quota: 'The day’s calls nearly used up',
  store: 'No sign-up could be kept',
  mail: 'Mails could not be sent',
}

type Remedy = { path: `/console/${string}`; text: string }
const NEED_YOU: Remedy = { path: '/console/sign-ups?state=parked', text: 'See them and retry them' }

/** The page on which the owner does something about it, where there is one. */
const REMEDIES: { readonly [trouble in Told]?: Remedy } = {
  disconnected: { path: '/console/account', text: 'See the connection' },
  form: NEED_YOU,
  parked: NEED_YOU,
  waiting: { path: '/console/sign-ups?state=waiting', text: 'See them' },
}

function of<T>(table: { readonly [trouble in Told]?: T }, trouble: string): T | undefined {
  return new Map<string, T>(Object.entries(table)).get(trouble)
}

/** What was wrong lately, and when it was mended; what lasts comes first. */
export function Incidents({ incidents, href }: { incidents: readonly Incident[]; href: Link }) {
  if (incidents.length === 0) return <p>No trouble was noticed in the last 30 days.</p>
  return (
    <ul class="incidents">
      {incidents.map((incident) => (
        <li key={`${incident.trouble} ${incident.beganAt}`}>
          <strong>{of(TITLES, incident.trouble) ?? 'Trouble'}</strong>
          <When {...incident} />
          {incident.mendedAt === null ? (
            <p>
              {incident.sentence} <RemedyLink {...{ href, remedy: of(REMEDIES, incident.trouble) }} />
            </p>
          ) : (
            <details>
              <summary>What it was</summary>
              <p>{incident.sentence}</p>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

function RemedyLink({ href, remedy }: { href: Link; remedy: Remedy | undefined }) {
  return remedy === undefined ? null : <a href={href(remedy.path)}>{remedy.text}</a>
}

function When({ beganAt, mendedAt }: Incident) {
  if (mendedAt === null) {
    return (
      <p class="quiet">
        Since <Time at={beganAt} />
      </p>
    )
  }
  return (
    <p class="quiet">
      Resolved <Time at={mendedAt} /> after {roughly((mendedAt - beganAt) / 1000)}
    </p>
  )
}
