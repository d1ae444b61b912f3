import type { Told } from '../../operator/alerts/alert.ts'
import type { Incident } from '../../operator/alerts/incidents.ts'
import { Time } from '../components.tsx'
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

/** What was wrong lately, and when it was mended; what lasts comes first. */
export function Incidents({ incidents }: { incidents: readonly Incident[] }) {
  if (incidents.length === 0) return <p>No trouble was noticed in the last 30 days.</p>
  return (
    <ul class="incidents">
      {incidents.map((incident) => (
        <li key={`${incident.trouble} ${incident.beganAt}`}>
          <strong>
            {new Map<string, string>(Object.entries(TITLES)).get(incident.trouble) ?? 'Trouble'}
          </strong>
          <When {...incident} />
          <details>
            <summary>{incident.mendedAt === null ? 'What it is, and what to do' : 'What it was'}</summary>
            <p>{incident.sentence}</p>
          </details>
        </li>
      ))}
    </ul>
  )
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
      Mended <Time at={mendedAt} /> after {roughly((mendedAt - beganAt) / 1000)}
    </p>
  )
}
