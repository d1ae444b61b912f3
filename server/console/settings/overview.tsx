import type { ShownSetting } from '../../settings/stored/show-settings.ts'
import { Time } from '../components/components.tsx'
import { DescriptionList, type Pair } from '../components/description-list.tsx'
import type { ListNames } from '../list-names.ts'
import type { Link } from '../routes.ts'
import type { SettingsView } from '../settings-view.ts'
import type { Group } from './group.ts'
import { GROUPS } from './groups.ts'
import { ABOUT, valueInWords } from './words.tsx'

type Props = { view: SettingsView; listNames: ListNames; link: Link; isSandbox: boolean }

/** Every setting of the owner with its value, what it does, and where it was set. */
export function Overview({ view, listNames, link, isSandbox }: Props) {
  return (
    <>
      <p>
        Changes take effect within seconds, without a restart.{' '}
        <a href={link('/console/settings/history')}>See what was changed when</a>
      </p>
      {Object.entries(GROUPS).map(([key, group]) => (
        <section class="card" key={key} aria-labelledby={key}>
          <h2 id={key}>{group.title}</h2>
          <DescriptionList pairs={pairsOf(view, group, listNames)} />
          {isSandbox && key === 'application' ? (
            <p class="quiet">The sandbox has an application of its own.</p>
          ) : (
            group.names.every(view.isLocked) || (
              <p>
                <a class="button secondary" href={link(`/console/settings/${key}`)}>
                  Change<span class="spoken"> {group.title.toLowerCase()}</span>
                </a>
              </p>
            )
          )}
        </section>
      ))}
      <p class="quiet">
        All other settings, such as the port, the database, the mail server and keys, are set in the relay’s
        environment.
      </p>
    </>
  )
}

function pairsOf({ all }: SettingsView, { names }: Group, listNames: Props['listNames']): (Pair | false)[] {
  return names.map((name) => {
    const setting = all.find((one) => one.name === name)
    const { label, about } = ABOUT[name]
    return (
      setting !== undefined && [
        label,
        <>
          {valueInWords(setting, listNames) ?? <span class="quiet">Not set</span>}
          <span class="quiet">
            {about} <Source setting={setting} />
          </span>
        </>,
      ]
    )
  })
}

function Source({ setting: { source, name, changedAt, value } }: { setting: ShownSetting }) {
  if (source === 'environment')
    return (
      <>
        Set in the relay’s environment, as <code>{name}</code>.
      </>
    )
  if (changedAt !== undefined)
    return (
      <>
        Saved <Time at={changedAt} />.
      </>
    )
  return value === undefined || value === '' ? null : <>Default.</>
}
