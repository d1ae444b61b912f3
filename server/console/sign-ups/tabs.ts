import type { State } from '../../outbox/states.ts'

/** The lists of sign-ups in their order: what each shows, and what its states mean to the owner. */
export const TABS = {
  parked: {
    name: 'Need you',
    states: ['parked'],
    about:
      'Constant Contact did not take them, and the relay cannot settle that alone. They are kept until you decide.',
    empty: 'No sign-up needs you.',
  },
  waiting: {
    name: 'Waiting',
    states: ['recorded', 'waiting'],
    about: 'They are safe, and go out in turn. You need not do anything.',
    empty: 'No sign-up waits.',
  },
  held: {
    name: 'To confirm',
    states: ['held'],
    about: 'They go out once the contact has confirmed by mail.',
    empty: 'No sign-up waits for its contact to confirm.',
  },
  delivered: {
    name: 'Delivered',
    states: ['delivered'],
    about:
      'Constant Contact has them. Those of the last seven days are listed; what was typed is erased with them at the latest.',
    empty: 'Nothing was delivered in the last seven days.',
  },
  refused: {
    name: 'Refused',
    states: ['refused'],
    about:
      'Constant Contact refused what was typed while the visitor waited, who was told. Nothing of it is kept. Those of the last seven days are listed.',
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
  return { ...counts, waiting: counts.recorded + counts.waiting }
}

/** A state, as a sentence about one sign-up ends. */
export const STATE_WORDS: Record<State, string> = {
  recorded: 'safe, and goes out in turn',
  waiting: 'waiting for its next try',
  held: 'waiting until the contact confirms',
  parked: 'set aside until you decide',
  delivered: 'delivered: Constant Contact has it',
  refused: 'refused by Constant Contact, and the visitor was told',
}
