import type { Person } from '../../outbox/person.ts'
import { Form, Table, Time } from '../components/components.tsx'
import { DescriptionList, type Pair } from '../components/description-list.tsx'
import type { ListNames } from '../list-names.ts'
import { type ConsoleContext, link } from '../routes.ts'
import { STATE_WORDS } from '../sign-ups/tabs.ts'
import { ConsentDetails } from './consent-details.tsx'

type Props = {
  context: ConsoleContext
  email: string
  person: Person
  listNames: ListNames
}

/** More than anybody reads; the file has all. */
const MOST_SHOWN = 50

export function isNothingStored({ signUps, consents, tries, mails }: Person): boolean {
  return signUps.length + consents.length + tries.length + mails.mailedAt + mails.quietUntil === 0
}

/** What is stored about one person, the newest first, and what can be done with it. */
export function PersonDetails({ context, email, person, listNames }: Props) {
  const { signUps, consents, tries, mails } = person
  return (
    <>
      <p>
        <bdi>{email}</bdi>
      </p>
      <p class="quiet">This is what the relay keeps. What Constant Contact keeps is in your account there.</p>
      <h2>Agreed to</h2>
      {consents.length === 0 && <p>No consent is kept.</p>}
      {newest(consents).map((stored) => (
        <ConsentDetails key={stored.signUp} {...{ stored, listNames }} />
      ))}
      <Left count={consents.length} />
      {signUps.length > 0 && <PersonsSignUps {...{ context, signUps }} />}
      <h2>Mails and calls</h2>
      <DescriptionList pairs={mailsAndTries(mails, tries)} />
      <h2>Download or forget</h2>
      <div class="actions">
        <ButtonFor {...{ context, email }} action="/console/people/export" text="Download as JSON" />
        <ButtonFor {...{ context, email }} action="/console/people/forget" text="Forget this person …" />
      </div>
    </>
  )
}

function newest<T>(oldestFirst: readonly T[]): T[] {
  return oldestFirst.slice(-MOST_SHOWN).reverse()
}

function Left({ count }: { count: number }) {
  if (count <= MOST_SHOWN) return null
  return (
    <p>
      The newest {MOST_SHOWN} are shown. The file has all {count}.
    </p>
  )
}

function PersonsSignUps({ context, signUps }: { context: ConsoleContext; signUps: Person['signUps'] }) {
  return (
    <>
      <h2>Sign-ups</h2>
      <Table caption="Newest first" columns={['Sign-up', 'Received', 'State']}>
        {newest(signUps).map(({ id, recordedAt, state }) => (
          <tr key={id}>
            <td>
              <a href={link(context, `/console/sign-ups/${id}`)}>{id}</a>
            </td>
            <td>
              <Time at={recordedAt} />
            </td>
            <td>{STATE_WORDS[state]}</td>
          </tr>
        ))}
      </Table>
      <Left count={signUps.length} />
    </>
  )
}

function mailsAndTries(
  { mailedAt, quietUntil }: Person['mails'],
  tries: readonly number[],
): (Pair | false)[] {
  return [
    ['Last mail', mailedAt === 0 ? 'none in the last day' : <Time key="mailed" at={mailedAt} />],
    quietUntil !== 0 && ['Wants no mail until', <Time key="quiet" at={quietUntil} />],
    ['Calls to Constant Contact in the last day', String(tries.length)],
  ]
}

type ButtonProps = {
  context: ConsoleContext
  email: string
  action: `/console/people/${string}`
  text: string
}

/** The address is posted: in an address bar it would stay in the history. */
function ButtonFor({ context, email, action, text }: ButtonProps) {
  return (
    <Form context={context} action={action}>
      <input type="hidden" name="email" value={email} />
      <button type="submit" class="secondary">
        {text}
      </button>
    </Form>
  )
}

export function ForgetQuestion({ context, email }: { context: ConsoleContext; email: string }) {
  return (
    <>
      <p>
        The relay erases at once everything that it keeps about <bdi>{email}</bdi>: sign-ups, including those
        that are waiting, and what they agreed to. This cannot be undone.
      </p>
      <p>
        <strong>Nothing is erased at Constant Contact.</strong> Delete the contact in your account there too.
        What is being sent at this moment still arrives.
      </p>
      <p class="quiet">
        Two things stay, without the address: a wish to get no mail, until it ends, and for a day the number
        of calls to Constant Contact.
      </p>
      <div class="actions">
        <ButtonFor {...{ context, email }} action="/console/people/forgotten" text="Forget them" />
        <a class="button secondary" href={link(context, '/console/people')}>
          Keep everything
        </a>
      </div>
    </>
  )
}
