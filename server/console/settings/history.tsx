import type { ComponentChildren } from 'preact'
import type { SavedBy, SettingChange } from '../../settings/stored/settings-history.ts'
import { aboutSetting } from '../../settings/table.ts'
import { Table, Time } from '../components/components.tsx'
import type { Link } from '../routes.ts'
import { ABOUT, Words } from './words.tsx'

const WAYS: Record<SavedBy, string> = {
  console: 'In the console',
  command: 'By command',
  import: 'By import',
}

type Props = { changes: readonly SettingChange[]; next: number | undefined; link: Link }

/** What was changed, the latest first. `next`: the id that the next page begins before. */
export function History({ changes, next, link }: Props) {
  const back = <a href={link('/console/settings')}>Back to Settings</a>
  if (changes.length === 0) return <p>Nothing has been changed yet. {back}</p>
  return (
    <>
      <p>What was changed in the console and by command. Secrets themselves are not shown. {back}</p>
      <Table caption="Changes, newest first" columns={['When', 'Setting', 'From', 'To', 'How']}>
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
