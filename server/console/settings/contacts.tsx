import type { ContactList } from '../../constant-contact/api/records.ts'
import {
  ContactsFields,
  LISTS_LABEL,
  ListsField,
  Locked,
  readContacts,
} from '../components/contacts-fields.tsx'
import { ChoiceField } from '../components/fields.tsx'
import type { Link } from '../routes.ts'
import type { SettingsView } from '../settings-view.ts'
import type { Group } from './group.ts'
import { ABOUT, FLAGS } from './words.tsx'

export const contacts: Group = {
  title: 'Lists and contacts',
  names: ['ALLOWED_LISTS', 'EXISTING_CONTACTS', 'CONFIRMED_OPT_IN', 'REVEAL_OUTCOME'],
  read(form) {
    const { faults, changes } = readContacts(form)
    return { faults, changes: { ...changes, REVEAL_OUTCOME: form.get('REVEAL_OUTCOME') } }
  },
  fields: async (view, { hasMail, knownLists }, link) => (
    <>
      <Lists {...{ view, link, known: await knownLists() }} />
      <ContactsFields {...{ view, hasMail }} />
      <RevealField view={view} />
    </>
  ),
}

type ListsProps = { view: SettingsView; link: Link; known: readonly ContactList[] | undefined }

/** As long as nobody has read the account's lists, those that are open are there by their ids. */
function Lists({ view, link, known }: ListsProps) {
  const name = 'ALLOWED_LISTS'
  if (view.isLocked(name)) return <Locked {...{ view, name, label: LISTS_LABEL }} />
  const account = <a href={link('/console/account')}>Account</a>
  const help =
    known === undefined ? (
      <>
        To see the names of your lists here, and to open others, read them from Constant Contact under{' '}
        {account}.
      </>
    ) : (
      <>A form can only name lists that are ticked here. Is one missing? Read them again under {account}.</>
    )
  const lists = known ?? view.values(name).map((id) => ({ id: id.toLowerCase(), name: id }))
  return <ListsField {...{ view, lists, help }} />
}

function RevealField({ view }: { view: SettingsView }) {
  const name = 'REVEAL_OUTCOME'
  const { label } = ABOUT[name]
  if (view.isLocked(name)) return <Locked {...{ view, name, label }} />
  const choices = [
    {
      value: 'true',
      label: FLAGS[name].true,
      help: 'Friendlier: the form says whether an address is new, or was on the list already.',
    },
    {
      value: 'false',
      label: FLAGS[name].false,
      help: 'Nobody can find out by signing up whether an address is on your lists.',
    },
  ]
  return (
    <ChoiceField
      {...{ name, label, choices, kind: 'one', chosen: [view.value(name)], fault: view.fault(name) }}
    />
  )
}
