import type { SignUp } from '../../contract.ts'
import { untilOf } from '../../operator/format.ts'
import { reasonInWords } from '../../operator/reasons.ts'
import { propertyRows } from '../../operator/records.ts'
import type { ShownSignUp } from '../../outbox/listing.ts'
import { isToDeliver } from '../../outbox/states.ts'
import { Form, Time } from '../components/components.tsx'
import { DescriptionList, type Pair } from '../components/description-list.tsx'
import { type ListNames, namesOf } from '../list-names.ts'
import { type ConsoleContext, link } from '../routes.ts'
import { isSettled, STATE_WORDS, tabOf } from './tabs.ts'

type Props = {
  context: ConsoleContext
  shown: ShownSignUp
  now: number
  listNames: ListNames
}

/** Everything about one sign-up, and what can be done with it. */
export function SignUpDetails({ context, shown, now, listNames }: Props) {
  const { id, state, reason, fault } = shown
  return (
    <>
      <p>It is {STATE_WORDS[state]}.</p>
      {reason !== null && <p>{reasonInWords(reason)[1]}</p>}
      {fault !== null && (
        <p>
          Constant Contact’s error: <code>{fault}</code>
        </p>
      )}
      {!isSettled(tabOf(state)) && (
        <div class="actions">
          {state === 'parked' && (
            <Form context={context} action={`/console/sign-ups/${id}/retry`}>
              <button type="submit">Retry</button>
            </Form>
          )}
          <a class="button secondary" href={link(context, `/console/sign-ups/${id}/drop`)}>
            Drop …
          </a>
        </div>
      )}
      <h2>What was typed</h2>
      <Typed {...{ listNames, shown }} />
      <h2>What happened</h2>
      <DescriptionList pairs={historyOf(shown, now)} />
    </>
  )
}

function Typed({ shown: { content, state }, listNames }: Pick<Props, 'shown' | 'listNames'>) {
  switch (content.kind) {
    case 'erased':
      return (
        <p>
          {state === 'refused'
            ? 'It was not kept: the visitor still had it in the form.'
            : 'It is no longer kept. To see what the person agreed to, look up their address under People.'}
        </p>
      )
    case 'unreadable':
      return (
        <p>
          It cannot be decrypted with the relay’s key. To read it, start the relay with the previous key too (
          <code>SECRET_KEY=new,old</code>).
        </p>
      )
    case 'kept':
      return <DescriptionList pairs={typedPairs(content.signUp, listNames)} />
  }
}

/** What was typed, by the names of the wire in words: `Street address city`. */
function typedPairs(signUp: SignUp, listNames: Props['listNames']) {
  return propertyRows(signUp).map(([name, value]) => {
    const words = name === 'list_memberships' ? 'lists' : name.replaceAll(/[._]/g, ' ')
    const text = name === 'list_memberships' ? namesOf(signUp.list_memberships, listNames) : value
    return [words.charAt(0).toUpperCase() + words.slice(1), <bdi key={name}>{text}</bdi>] as const
  })
}

function historyOf(shown: ShownSignUp, now: number): (Pair | false)[] {
  const { state, recordedAt, since, dueAt, attempts, requestId, upstreamRequestId } = shown
  return [
    ['Received', <Time key="received" at={recordedAt} />],
    isToDeliver(state)
      ? ['Next try', untilOf(dueAt, now)]
      : ['In this state since', <Time key="since" at={since} />],
    ['Failed tries', String(attempts)],
    ['Request id in the log', <code key="request">{requestId}</code>],
    upstreamRequestId !== null && [
      'Constant Contact’s id of the last call',
      <code key="call">{upstreamRequestId}</code>,
    ],
  ]
}

export function DropQuestion({ context, shown }: Pick<Props, 'context' | 'shown'>) {
  const { id, state } = shown
  return (
    <>
      <p>
        It is {STATE_WORDS[state]}. If you drop it, it will not be sent, and is deleted at once with what the
        person agreed to. This cannot be undone.
      </p>
      {isToDeliver(state) && <p>If it is being sent at this moment, it may still arrive.</p>}
      <div class="actions">
        <Form context={context} action={`/console/sign-ups/${id}/drop`}>
          <button type="submit">Drop it</button>
        </Form>
        <a class="button secondary" href={link(context, `/console/sign-ups/${id}`)}>
          Keep it
        </a>
      </div>
    </>
  )
}
