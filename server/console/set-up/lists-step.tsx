import type { ContactList } from '../../constant-contact/api/records.ts'
import { Form } from '../components.tsx'
import { ExistingContactsField } from '../existing-contacts.tsx'
import { ChoiceField, LockedField } from '../fields.tsx'
import { type ConsoleContext, type ConsoleRoutes, createConsoleRoutes, link } from '../routes.ts'
import {
  readView,
  type StepContent,
  type StepParts,
  saveStep,
  stepResponse,
  type View,
} from './step-page.tsx'
import { pathOf } from './steps.tsx'

const PATH = pathOf('lists')

export type ListsParts = StepParts & {
  /** True if the relay can send mails. */
  hasMail: boolean
  /** The account's lists; undefined if they cannot be read at the moment. */
  lists: () => Promise<ContactList[] | undefined>
}

/** Step 4: the lists that are open to sign-ups, and what a sign-up may do to a contact who exists. */
export function listsRoutes(parts: ListsParts): ConsoleRoutes {
  const routes = createConsoleRoutes()
  routes.get(PATH, (context) =>
    stepResponse(context, parts, 'lists', { content: contentFor(context, parts) }),
  )
  routes.post(PATH, async (context) => {
    const form = context.get('form')
    const content = contentFor(context, parts)
    const { isLocked } = await readView(parts)
    const changes = {
      ALLOWED_LISTS: form.getAll('ALLOWED_LISTS').join(','),
      EXISTING_CONTACTS: form.get('EXISTING_CONTACTS'),
      CONFIRMED_OPT_IN: form.get('CONFIRMED_OPT_IN'),
    }
    const faults = REQUIRED.filter(({ name }) => !changes[name] && !isLocked(name))
    return faults.length > 0
      ? stepResponse(context, parts, 'lists', { content, form, faults })
      : saveStep(context, parts, 'lists', { content, changes })
  })
  return routes
}

const REQUIRED = [
  { name: 'ALLOWED_LISTS', sentence: 'Tick at least one list.' },
  { name: 'EXISTING_CONTACTS', sentence: 'Choose one.' },
] as const

const contentFor =
  (context: ConsoleContext, { lists, hasMail }: ListsParts): StepContent =>
  async (view) => {
    return (
      <Form context={context} action={PATH}>
        <input type="hidden" name="version" value={view.version} />
        <ListsField view={view} lists={await lists()} again={link(context, PATH)} />
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
        <button type="submit">Save and continue</button>
      </Form>
    )
  }

function Locked({
  view,
  name,
  label,
}: {
  view: View
  name: 'EXISTING_CONTACTS' | 'CONFIRMED_OPT_IN' | 'ALLOWED_LISTS'
  label: string
}) {
  return <LockedField {...{ name, label }} value={view.value(name)} />
}

type ListsProps = { view: View; lists: ContactList[] | undefined; again: string }

function ListsField({ view, lists, again }: ListsProps) {
  const name = 'ALLOWED_LISTS'
  const label = 'Which lists may visitors sign up for?'
  if (view.isLocked(name)) return <Locked {...{ view, name, label }} />
  const open = view.values(name)
  const lookAgain = <a href={again}>Look again</a>
  if (lists === undefined)
    return (
      <p>
        We couldn’t read your lists from Constant Contact at the moment. {lookAgain}
        {open.map((id) => (
          <input key={id} type="hidden" name={name} value={id} />
        ))}
      </p>
    )
  if (lists.length === 0)
    return (
      <p>
        Your account has no lists yet. Create one in Constant Contact, under Contacts, and come back.{' '}
        {lookAgain}
      </p>
    )
  const gone = open.filter((id) => !lists.some((list) => list.id === id))
  const choices = lists.map(({ id, name: listName }) => ({ value: id, label: <bdi>{listName}</bdi> }))
  return (
    <>
      <ChoiceField
        {...{ name, label, choices, kind: 'several', chosen: open, fault: view.fault(name) }}
        help={<>A form can only name lists that are ticked here. Is one missing? {lookAgain}</>}
      />
      {gone.length > 0 && (
        <p class="error">
          No longer in your account, and closed when you save: <code>{gone.join(', ')}</code>
        </p>
      )}
    </>
  )
}

function ConfirmedOptInField({ view }: { view: View }) {
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
          help: 'The form then tells visitors that a mail comes, and nobody skips it.',
        },
      ]}
      chosen={[view.value('CONFIRMED_OPT_IN')]}
      fault={view.fault('CONFIRMED_OPT_IN')}
    />
  )
}
