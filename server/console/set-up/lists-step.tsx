import type { ContactList } from '../../constant-contact/api/records.ts'
import { Form } from '../components/components.tsx'
import {
  ContactsFields,
  LISTS_LABEL,
  ListsField,
  Locked,
  readContacts,
} from '../components/contacts-fields.tsx'
import type { OwnerParts } from '../owner-parts.ts'
import { type ConsoleContext, type ConsoleRoutes, createConsoleRoutes, link } from '../routes.ts'
import { type StepContent, type StepParts, saveStep, stepResponse, type View } from './step-page.tsx'
import { pathOf } from './steps.tsx'

const PATH = pathOf('lists')

export type ListsParts = StepParts & Pick<OwnerParts, 'hasMail' | 'lists' | 'knownLists'>

/** Step 4: the lists that are open to sign-ups, and what a sign-up may do to a contact who exists. */
export function listsRoutes(parts: ListsParts): ConsoleRoutes {
  const routes = createConsoleRoutes()
  routes.get(PATH, (context) =>
    stepResponse(context, parts, 'lists', { content: contentFor(context, parts) }),
  )
  routes.post(PATH, (context) =>
    saveStep(context, parts, 'lists', contentFor(context, parts), readContacts(context.get('form'))),
  )
  return routes
}

const contentFor =
  (context: ConsoleContext, { lists, hasMail }: ListsParts): StepContent =>
  async (view) => (
    <Form context={context} action={PATH}>
      <input type="hidden" name="version" value={view.version} />
      <AccountLists view={view} lists={await lists()} again={link(context, PATH)} />
      <ContactsFields {...{ view, hasMail }} />
      <button type="submit">Save and continue</button>
    </Form>
  )

type ListsProps = { view: View; lists: readonly ContactList[] | undefined; again: string }

function AccountLists({ view, lists, again }: ListsProps) {
  const name = 'ALLOWED_LISTS'
  if (view.isLocked(name)) return <Locked {...{ view, name, label: LISTS_LABEL }} />
  const lookAgain = <a href={again}>Read them again</a>
  if (lists === undefined)
    return (
      <p>
        Your lists cannot be read from Constant Contact at the moment. {lookAgain}
        {view.values(name).map((id) => (
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
  const help = <>A form can only name lists that are ticked here. Is one missing? {lookAgain}</>
  return <ListsField {...{ view, lists, help }} />
}
