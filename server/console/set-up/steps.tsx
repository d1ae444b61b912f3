import type { Link } from '../routes.ts'

/** The steps of set-up, in order. What is done follows from what is stored, and from nothing else. */
export const STEPS = ['address', 'application', 'allow', 'lists', 'form'] as const
export type Step = (typeof STEPS)[number]

export const TITLES: Record<Step, string> = {
  address: 'Addresses',
  application: 'Application',
  allow: 'Allow',
  lists: 'Lists and contacts',
  form: 'Your form',
}

type Progress = {
  /** Whether a setting has a value, from wherever. */
  isSet: (name: 'ALLOWED_ORIGINS' | 'CTCT_CLIENT_ID' | 'ALLOWED_LISTS' | 'EXISTING_CONTACTS') => boolean
  isConnected: boolean
}

/** The steps that are done. The last one never is: it is where set-up ends. */
export function stepsDone({ isSet, isConnected }: Progress): Step[] {
  const isDone: Record<Step, boolean> = {
    address: isSet('ALLOWED_ORIGINS'),
    application: isSet('CTCT_CLIENT_ID'),
    allow: isSet('CTCT_CLIENT_ID') && isConnected,
    lists: isSet('ALLOWED_LISTS') && isSet('EXISTING_CONTACTS'),
    form: false,
  }
  return STEPS.filter((step) => isDone[step])
}

/** Where to go on: the first step that is not done. */
export function nextStep(done: readonly Step[]): Step {
  return STEPS.find((step) => !done.includes(step)) ?? 'form'
}

/** The steps that can be opened: those that are done, and the next. */
function isOpen(step: Step, done: readonly Step[]): boolean {
  return done.includes(step) || step === nextStep(done)
}

type Props = { current: Step; done: readonly Step[]; link: Link }

/** Where the owner is, with links to what can be opened. */
export function StepList({ current, done, link }: Props) {
  return (
    <nav aria-label="Steps of set-up">
      <ol class="steps">
        {STEPS.map((step, index) => {
          const title = TITLES[step]
          const isDone = done.includes(step)
          return (
            <li key={step} aria-current={step === current ? 'step' : undefined}>
              <span aria-hidden="true">{isDone ? '✓' : index + 1}</span>{' '}
              {isOpen(step, done) && step !== current ? <a href={link(pathOf(step))}>{title}</a> : title}
              {isDone && <span class="spoken"> (done)</span>}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

export const pathOf = (step: Step) => `/console/set-up/${step}` as const
