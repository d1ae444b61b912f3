import type { ComponentChildren } from 'preact'
import type { ContactList } from '../../constant-contact/api/records.ts'
import type { Fault } from '../../settings/rules.ts'
import type { OwnerSetting } from '../../settings/stored/owner-settings.ts'
import type { SettingsView } from '../settings-view.ts'
import { ExistingContactsField } from './existing-contacts.tsx'
import { ChoiceField, LockedField } from './fields.tsx'

/** Reads which lists are open and what a sign-up may do to contacts; the first two must be chosen. */
export function readContacts(form: URLSearchParams) {
  const changes = {
    ALLOWED_LISTS: form.getAll('ALLOWED_LISTS').join(','),
    EXISTING_CONTACTS: form.get('EXISTING_CONTACTS'),
    CONFIRMED_OPT_IN: form.get('CONFIRMED_OPT_IN'),
  }
  const faults: Fault[] = REQUIRED.filter(({ name }) => !changes[name])
  return { faults, changes }
}

const REQUIRED = [
  { name: 'ALLOWED_LISTS', sentence: 'Tick at least one list.' },
  { name: 'EXISTING_CONTACTS', sentence: 'Choose one.' },
] as const

type ListsProps = { view: SettingsView; lists: readonly ContactList[]; help: ComponentChildren }

/** The account's lists, of which those that are open are ticked. One that has gone is named, and closed by saving. */
export function ListsField({ view, lists, help }: ListsProps) {
  const name = 'ALLOWED_LISTS'
  const open = view.values(name).map((id) => id.toLowerCase())
  const gone = open.filter((id) => !lists.some((list) => list.id === id))
  const choices = lists.map(({ id, name: listName }) => ({ value: id, label: <bdi>{listName}</bdi> }))
  return (
    <>
      <ChoiceField
        {...{
          name,
          label: LISTS_LABEL,
          choices,
          kind: 'several',
          chosen: open,
          fault: view.fault(name),
          help,
        }}
      />
      {gone.length > 0 && (
        <p class="error">
          No longer in your account, and closed when you save: <code>{gone.join(', ')}</code>
        </p>
      )}
    </>
  )
}

export const LISTS_LABEL = 'Which lists may visitors sign up for?'

type LockedProps = { view: SettingsView; name: OwnerSetting; label: string }

export function Locked({ view, name, label }: LockedProps) {
  return <LockedField {...{ name, label }} value={view.current(name)} />
}

/** What a sign-up may do to contacts, and what Constant Contact does itself. */
export function ContactsFields({ view, hasMail }: { view: SettingsView; hasMail: boolean }) {
  return (
    <>
      {view.isLocked('EXISTING_CONTACTS') ? (
        <Locked view={view} name="EXISTING_CONTACTS" label="Existing contacts" />
      ) : (
        <ExistingContactsField
          {...{ hasMail, chosen: view.value('EXISTING_CONTACTS'), fault: view.fault('EXISTING_CONTACTS') }}
        />
      )}
      {view.isLocked('CONFIRMED_OPT_IN') ? (
        <Locked view={view} name="CONFIRMED_OPT_IN" label="Confirmed Opt-In" />
      ) : (
        <ConfirmedOptInField view={view} />
      )}
    </>
  )
}

function ConfirmedOptInField({ view }: { view: SettingsView }) {
  return (
    <ChoiceField
      name="CONFIRMED_OPT_IN"
      kind="one"
      label="Does Constant Contact ask your new contacts by mail to confirm?"
      help="It calls that Confirmed Opt-In. It is off unless you have turned it on in your account."
      choices={[
        { value: 'false', label: 'No' },
        {
          value: 'true',
          label: 'Yes',
          help: 'The form then tells visitors to expect a mail, and nobody skips the confirmation.',
        },
      ]}
      chosen={[view.value('CONFIRMED_OPT_IN')]}
      fault={view.fault('CONFIRMED_OPT_IN')}
    />
  )
}
