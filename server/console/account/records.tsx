import type { ContactList, CustomField } from '../../constant-contact/api/records.ts'
import { customFieldsAttribute, listsAttribute } from '../../routes/connect/account-snippets.ts'
import { CopyButton, Form, Table, Time } from '../components/components.tsx'
import { Snippet } from '../components/snippet.tsx'
import { type ConsoleContext, link } from '../routes.ts'

type ReadingProps = { context: ConsoleContext; readAt: number | undefined; isConnected: boolean }

/** When lists and fields were read, and the button that reads them anew. */
export function Reading({ context, readAt, isConnected }: ReadingProps) {
  return (
    <>
      {readAt === undefined ? (
        <p>They have not been read yet, so this console shows ids in place of names.</p>
      ) : (
        <p>
          Last read <Time at={readAt} />.
        </p>
      )}
      {isConnected && (
        <Form context={context} action="/console/account/refresh">
          <button type="submit" class="secondary">
            {readAt === undefined ? 'Read from Constant Contact' : 'Read again'}
          </button>
        </Form>
      )}
    </>
  )
}

type ListsProps = { open: readonly string[]; lists: readonly ContactList[] }

/** Lists that are open to sign-ups, and no longer in the account. */
export function GoneLists({ context, open, lists }: ListsProps & { context: ConsoleContext }) {
  const gone = open.filter((id) => !lists.some((list) => list.id === id))
  if (gone.length === 0) return null
  return (
    <p class="error">
      Open to sign-ups, but no longer in the account: <code>{gone.join(', ')}</code>. Forms that name one of
      them fail: close it under <a href={link(context, '/console/settings')}>Settings</a>, and take it out of
      your tags.
    </p>
  )
}

export function Lists({ open, lists }: ListsProps) {
  const opened = lists.filter(({ id }) => open.includes(id))
  return (
    <>
      <Table caption="Lists" columns={['Name', 'Sign-ups', 'Id']}>
        {lists.map(({ id, name }) => (
          <tr key={id}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            <td>{open.includes(id) ? 'Open' : <span class="quiet">Closed</span>}</td>
            <Id {...{ id, what: `the id of ${name}` }} />
          </tr>
        ))}
      </Table>
      {opened.length > 0 && (
        <Snippet
          about={opened.length > 1 ? 'In a form’s tag, for a choice of these lists:' : 'In a form’s tag:'}
          text={opened.length > 1 ? `${listsAttribute(opened)}\ndata-list-choice` : listsAttribute(opened)}
          what="the lists"
        />
      )}
    </>
  )
}

/** Kinds of custom fields in words; one that Constant Contact adds later is shown by its own name. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['text_area', 'long text'],
  ['date', 'date'],
  ['number', 'number'],
  ['currency', 'amount of money'],
  ['boolean', 'yes or no'],
  ['single_select', 'one of several'],
  ['multi_select', 'some of several'],
])

export function CustomFields({ fields }: { fields: readonly CustomField[] | undefined }) {
  if (fields === undefined) return <p>The custom fields could not be read.</p>
  if (fields.length === 0) return <p>The account has no custom fields.</p>
  const attribute = customFieldsAttribute(fields)
  return (
    <>
      <Table caption="Custom fields" columns={['Label', 'Kind', 'Id']}>
        {fields.map(({ id, label, type }) => (
          <tr key={id}>
            <th scope="row">
              <bdi>{label}</bdi>
            </th>
            <td>{KINDS.get(type) ?? type}</td>
            <Id {...{ id, what: `the id of ${label}` }} />
          </tr>
        ))}
      </Table>
      {attribute !== undefined && (
        <Snippet
          about="In a form’s tag. Delete the fields that you don’t want to ask for:"
          text={attribute}
          what="the custom fields"
        />
      )}
    </>
  )
}

function Id({ id, what }: { id: string; what: string }) {
  return (
    <td class="id">
      <code>{id}</code> <CopyButton text={id} what={what} />
    </td>
  )
}
