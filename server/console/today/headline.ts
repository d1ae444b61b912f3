import { storeSentence } from '../../operator/alerts/sentences.ts'
import type { Facts } from '../../operator/facts.ts'
import { count, signUps } from '../../operator/format.ts'
import { mailTrouble } from '../../operator/mail-facts.ts'
import { isInsecure, outageText } from '../../operator/outage-text.ts'
import { waitingCount } from '../../outbox/states.ts'
import type { StoreFault } from '../../store/database.ts'
import { roughly } from './words.ts'

/** How it goes, in one sentence, and where to do something about it. `wait`: nothing is wrong, and nothing is to be done. */
type Headline = {
  kind: 'well' | 'wait' | 'problem'
  sentence: string
  link?: { path: `/console/${string}`; text: string }
}

type State = {
  facts: Facts
  /** Why no sign-up can be kept. */
  storeFault: StoreFault | undefined
  maxWaiting: number
}

const ACCOUNT = '/console/account'
/** What arrives within this time was just sent. */
const MOMENT_SECONDS = 60

/** What the owner most needs to know: what keeps sign-ups from being kept, then from being delivered, then what waits. */
export function headline(state: State): Headline {
  return (
    notKept(state) ??
    notDelivered(state.facts) ??
    needsYou(state.facts) ??
    waiting(state.facts) ??
    arrived(state.facts)
  )
}

function notKept({ facts, storeFault, maxWaiting }: State): Headline | undefined {
  if (storeFault !== undefined) return { kind: 'problem', sentence: storeSentence(storeFault) }
  if (waitingCount(facts.counts) < maxWaiting) return undefined
  return {
    kind: 'problem',
    sentence: `${signUps(waitingCount(facts.counts))} are waiting, the most that this relay may keep (MAX_WAITING), so new ones are turned away.`,
  }
}

function notDelivered({ connection, cloned, ...facts }: Facts): Headline | undefined {
  const problem = (sentence: string, text: string): Headline => ({
    kind: 'problem',
    sentence,
    link: { path: ACCOUNT, text },
  })
  if (cloned) return problem('Another installation is using a copy of this database.', 'See the connection')
  if (connection.kind === 'connected')
    return connection.trouble === 'misconfigured'
      ? problem('Constant Contact rejects the application’s id or secret.', 'Correct them')
      : undefined
  const count = waitingCount(facts.counts)
  const wait =
    count === 0 ? 'New sign-ups will wait.' : `${signUps(count)} ${count === 1 ? 'is' : 'are'} waiting.`
  switch (connection.reason) {
    case 'never_connected':
      return problem(`The relay is not connected to Constant Contact yet. ${wait}`, 'Connect')
    case 'grant_lost':
      return problem(`The relay is no longer connected to Constant Contact. ${wait}`, 'Reconnect')
    case 'undecryptable':
      return problem(
        `The relay’s key (SECRET_KEY) does not decrypt the connection to Constant Contact. ${wait}`,
        'Reconnect',
      )
  }
}

function needsYou({ counts: { parked } }: Facts): Headline | undefined {
  if (parked === 0) return undefined
  return {
    kind: 'problem',
    sentence: `${signUps(parked)} ${parked === 1 ? 'needs' : 'need'} you.`,
    link: { path: '/console/sign-ups?state=parked', text: 'See why' },
  }
}

function waiting(facts: Facts): Headline | undefined {
  const { oldestWaitingSeconds, quota, downCause } = facts
  const waits = waitingCount(facts.counts)
  const [are, oldest] = waits === 1 ? ['is', 'for'] : ['are', 'the oldest for']
  if (waits === 0) return undefined
  const link = { path: '/console/sign-ups?state=waiting', text: 'See them' } as const
  const kind = isInsecure(downCause) ? 'problem' : 'wait'
  if (quota.used >= quota.perDay) {
    const sentence = `Today’s ${count(quota.perDay)} calls to Constant Contact are used up. ${signUps(waits)} will be sent after 00:00 UTC.`
    return { kind: 'wait', sentence, link }
  }
  if (oldestWaitingSeconds < MOMENT_SECONDS && downCause === null)
    return { kind: 'well', sentence: `${signUps(waits)} ${are} on the way to Constant Contact.` }
  const why = downCause === null ? '' : ` ${outageText(downCause)}`
  const sentence = `${signUps(waits)} ${are} waiting for Constant Contact, ${oldest} ${roughly(oldestWaitingSeconds)}.${why}`
  return { kind, sentence, link }
}

function arrived({ counts: { held, delivered, refused }, mail }: Facts): Headline {
  const theyWait = held === 1 ? '1 that waits for its contact' : `${count(held)} that wait for their contacts`
  if (mailTrouble(mail) !== undefined)
    return {
      kind: 'problem',
      sentence: `Mails cannot be sent, so contacts who must confirm cannot: ${signUps(held)} so far.`,
    }
  if (held > 0) return { kind: 'well', sentence: `Everything has arrived, except ${theyWait} to confirm.` }
  if (delivered + refused === 0)
    return { kind: 'well', sentence: 'Everything is ready. Nobody has signed up yet.' }
  return { kind: 'well', sentence: 'Everything has arrived.' }
}
