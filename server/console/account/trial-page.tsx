import type { ContactList } from '../../constant-contact/api/records.ts'
import type { Policy } from '../../delivery/policy.ts'
import { STORE_FAULTS } from '../../store/database.ts'
import { Form } from '../components/components.tsx'
import { ChoiceField, TextField } from '../components/fields.tsx'
import { Snippet } from '../components/snippet.tsx'
import { listNamesOf, namesOf } from '../list-names.ts'
import { type ConsoleContext, link } from '../routes.ts'
import type { Trial } from './trial.ts'

type FormProps = { context: ConsoleContext; open: readonly string[]; lists: readonly ContactList[] }

export function TrialForm({ context, open, lists }: FormProps) {
  const [first] = open
  if (first === undefined) return null
  const names = listNamesOf(lists)
  const choices = open.map((id) => ({ value: id, label: <bdi>{namesOf([id], names)}</bdi> }))
  return (
    <>
      <h2>Try a sign-up</h2>
      <p>
        See whether the relay would accept a sign-up, and what it would send. Nothing is recorded, and nothing
        is sent.
      </p>
      <Form context={context} action="/console/account/try">
        <TextField name="email" label="Email address" value="" />
        <ChoiceField {...{ name: 'list', label: 'List', kind: 'one', choices, chosen: [first] }} />
        <button type="submit" class="secondary">
          Try it
        </button>
      </Form>
    </>
  )
}

/** What was tried, with what came of it, and what was not tried. */
export function TrialResult({ context, trial }: { context: ConsoleContext; trial: Trial }) {
  const { origin, admission, storeFault, connection, policy } = trial
  return (
    <>
      <ol>
        <li>
          A form on <code>{origin}</code> sends it. {ADMISSION[admission.kind]}
          {admission.kind === 'refused' && <Reason refusal={admission.refusal} />}
        </li>
        <li>
          {storeFault === undefined
            ? 'The database accepts it: a test record was written just now.'
            : `Nobody can be signed up at the moment: ${STORE_FAULTS[storeFault]}.`}
        </li>
        <li>
          {connection.kind === 'connected'
            ? 'The relay is connected, so it would be sent at once.'
            : 'The relay is not connected, so it would wait.'}{' '}
          {NEXT[policy]}
        </li>
      </ol>
      {admission.kind === 'admitted' && (
        <Snippet
          about="For a new contact, the relay would send this to Constant Contact (POST /contacts/sign_up_form):"
          text={JSON.stringify(admission.form, null, 2)}
          what="what would be sent"
        />
      )}
      <p>
        Nothing was recorded or sent, so what Constant Contact would answer is not known. To find out,{' '}
        <a href={link(context, '/')}>sign up for real on a page of this relay</a>.
      </p>
      <p>
        <a href={link(context, '/console/account')}>Back to Account</a>
      </p>
    </>
  )
}

const ADMISSION: Record<Trial['admission']['kind'], string> = {
  admitted: 'The relay accepts it.',
  proof: 'By the relay’s settings, the browser must first prove that it is no robot. That was not tried.',
  refused: 'The relay refuses it.',
}

const NEXT: Record<Policy, string> = {
  update: 'A contact who exists would be updated with what was typed.',
  complete: 'The contact would be looked up first, and left alone if they are on the list already.',
  append: 'The contact would be looked up first. One who exists would only be added to the list.',
  verify: 'The contact would be looked up first. One who exists would be asked by mail.',
}

type Refused = Extract<Trial['admission'], { kind: 'refused' }>

function Reason({ refusal: { code, fields = {} } }: { refusal: Refused['refusal'] }) {
  const faults = Object.entries(fields).map(([name, fault]) => `${name}: ${fault}`)
  return (
    <>
      {' '}
      Its code is <code>{code}</code>
      {faults.length > 0 && (
        <>
          {' '}
          (<code>{faults.join(', ')}</code>)
        </>
      )}
      .
    </>
  )
}
