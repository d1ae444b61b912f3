import type { ComponentChildren } from 'preact'
import type { SavedBy, SettingChange } from '../../settings/stored/settings-history.ts'
import { aboutSetting } from '../../settings/table.ts'
import { Table, Time } from '../components.tsx'
import type { Link } from './group.ts'
import { ABOUT, Words } from './words.tsx'

const WAYS: Record<SavedBy, string> = {
  console: 'In the console',
  command: 'By settings set',
  import: 'By settings import',
}

type Props = { changes: readonly SettingChange[]; next: number | undefined; link: Link }

/** What was changed, the latest first. `next`: the id that the next page begins before. */
export function History({ changes, next, link }: Props) {
  const back = <a href={link('/console/settings')}>Settings</a>
  if (changes.length === 0) return <p>Nothing has been changed yet. {back}</p>
  return (
    <>
      <p>What was changed in the database, in the console or by command. Secrets are not in it. {back}</p>
      <Table caption="Changes, the latest first">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Setting</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">How</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.id}>
              <td>
                <Time at={change.at} />
              </td>
              <th scope="row">{ABOUT[change.name].label}</th>
              <td>{before(change)}</td>
              <td>{after(change)}</td>
              <td>{WAYS[change.by]}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      {next !== undefined && (
        <p>
          <a href={link(`/console/settings/history?before=${next}`)}>Earlier changes</a>
        </p>
      )}
    </>
  )
}

function before({ name, from }: SettingChange): ComponentChildren {
  if (from !== undefined) return <Words name={name} value={from} />
  return aboutSetting(name).secret ? 'Not kept' : 'Not set'
}

function after({ name, to, isSet }: SettingChange): ComponentChildren {
  if (to !== undefined) return <Words name={name} value={to} />
  return isSet ? 'A new secret' : 'Removed'
}
