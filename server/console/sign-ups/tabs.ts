import { type State, waitingCount } from '../../outbox/states.ts'

/** The lists of sign-ups in their order: what each shows, and what its states mean to the owner. */
export const TABS = {
  parked: {
    name: 'Need you',
    states: ['parked'],
    about:
      'Constant Contact did not accept them, and the relay cannot resolve that by itself. They are kept until you decide.',
    empty: 'No sign-up needs you.',
  },
  waiting: {
    name: 'Waiting',
    states: ['recorded', 'waiting'],
    about: 'They are safe and will be sent in turn. You don’t need to do anything.',
    empty: 'No sign-up is waiting.',
  },
  held: {
    name: 'To confirm',
    states: ['held'],
    about: 'They are sent once the contact has confirmed by mail.',
    empty: 'No sign-up is waiting for its contact to confirm.',
  },
  delivered: {
    name: 'Delivered',
    states: ['delivered'],
    about: 'Constant Contact has them. The list shows the last seven days.',
    empty: 'Nothing was delivered in the last seven days.',
  },
  refused: {
    name: 'Refused',
    states: ['refused'],
    about:
      'Constant Contact refused what was typed, and the visitor was told. Nothing that was typed is kept. The list shows the last seven days.',
    empty: 'Nothing was refused in the last seven days.',
  },
} as const satisfies Record<string, { name: string; states: readonly State[]; about: string; empty: string }>

export type Tab = keyof typeof TABS
export const TAB_ORDER = Object.keys(TABS).filter(isTab)

export function isTab(text: string | undefined): text is Tab {
  return text !== undefined && Object.hasOwn(TABS, text)
}

/** The tab that lists sign-ups in this state. */
export function tabOf(state: State): Tab {
  return state === 'recorded' ? 'waiting' : state
}

/** True for sign-ups that nothing more happens to: they have no reason to wait. */
export function isSettled(tab: Tab): boolean {
  return tab === 'delivered' || tab === 'refused'
}

/** How many sign-ups each tab is about; for delivered and refused, the total ever. */
export function tabCounts(counts: Readonly<Record<State, number>>): Record<Tab, number> {
  return { ...counts, waiting: waitingCount(counts) }
}

/** A state, as a sentence about one sign-up ends. */
export const STATE_WORDS: Record<State, string> = {
  recorded: 'safe, and will be sent in turn',
  waiting: 'waiting for its next try',
  held: 'waiting until the contact confirms',
  parked: 'set aside until you decide',
  delivered: 'delivered: Constant Contact has it',
  refused: 'refused by Constant Contact, and the visitor was told',
}
