import type { FieldFaults, Outcome, SignUp } from '../../server/contract.ts'

/** What the visitor typed, by wire name: `email_address`, `street_address.city`, `custom_fields.<uuid>` … */
export type Values = { [path: string]: string[] }

/** What the form makes of what was typed: a sign-up to send, or the faults to correct first. */
export type Checked = { kind: 'sign-up'; signUp: SignUp } | { kind: 'faults'; faults: FieldFaults }

/** How the relay, or the way to it, answered a submission. */
export type Answer =
  | { kind: 'outcome'; outcome: Outcome }
  /** `code` may be one that a later relay knows and this form does not. `retryAfter` in seconds. */
  | { kind: 'refusal'; code: string; faults: FieldFaults; retryAfter?: number; challenge?: unknown }
  /** The relay could not be reached. */
  | { kind: 'offline' }
  | { kind: 'timeout' }
  /** Something answered, but not as the relay does. */
  | { kind: 'unreadable' }

/** Every way a submission can fail but for faults in the form itself. */
export type Failure = Exclude<Answer, { kind: 'outcome' }>

/**
 * The steps of one form. What was typed goes along until the relay has accepted it. `attempt` counts the
 * submissions, so that a second identical failure can be told from the first and spoken again.
 */
export type Form =
  /** `faults` are those of the last attempt that still stand; `last` are all of them. */
  | {
      kind: 'editing'
      values: Values
      faults: FieldFaults
      last?: FieldFaults | undefined
      attempt: number
      isNewPage?: boolean | undefined
    }
  | { kind: 'sending'; values: Values; signUp: SignUp; attempt: number }
  | { kind: 'accepted'; outcome: Outcome }
  /** No failure: the form's own check found the faults. `isNewPage`: the relay answered with a page, without script. */
  | {
      kind: 'refused'
      values: Values
      faults: FieldFaults
      failure: Failure | undefined
      attempt: number
      isNewPage?: boolean
    }

export type FormEvent =
  | { kind: 'submitted'; values: Values; checked: Checked }
  | { kind: 'answered'; answer: Answer }
  /** Something was typed into the field at `path`; `standing` are the faults the form's own check still finds. */
  | { kind: 'edited'; path: string; values: Values; standing: FieldFaults }
  /** The address is asked for as another country writes it: other parts are needed, and called otherwise. */
  | { kind: 'address-changed'; standing: FieldFaults }
  /** The page came back from the browser's cache; an answer that was on its way never arrives. */
  | { kind: 'restored' }

export const EMPTY_FORM: Extract<Form, { kind: 'editing' }> = {
  kind: 'editing',
  values: {},
  faults: {},
  attempt: 0,
}

/** The next step; the same object when the event means nothing in this step. */
export function nextStep(form: Form, event: FormEvent): Form {
  if (form.kind === 'accepted') return form
  const { values, attempt } = form
  if (form.kind === 'sending') {
    switch (event.kind) {
      case 'answered': {
        const { answer } = event
        if (answer.kind === 'outcome') return { kind: 'accepted', outcome: answer.outcome }
        const faults = answer.kind === 'refusal' ? answer.faults : {}
        return { kind: 'refused', values, faults, failure: answer, attempt }
      }
      case 'restored':
        return { kind: 'editing', values, faults: {}, attempt }
      default:
        return form
    }
  }
  switch (event.kind) {
    case 'submitted': {
      const { checked } = event
      return checked.kind === 'sign-up'
        ? { kind: 'sending', values: event.values, signUp: checked.signUp, attempt: attempt + 1 }
        : {
            kind: 'refused',
            values: event.values,
            faults: checked.faults,
            failure: undefined,
            attempt: attempt + 1,
          }
    }
    case 'edited': {
      // Without faults nothing has to be drawn: what was typed is read again when it is sent.
      if (form.kind === 'editing' && !Object.keys(form.faults).length) return form
      return edited(form, event.values, remaining(form.faults, event))
    }
    case 'address-changed': {
      const last = lastFaults(form)
      const missing = Object.keys(last).filter((path) => isMissing(path, last))
      if (!missing.length) return form
      const faults = { ...form.faults }
      for (const path of missing) {
        // Another country before may not have needed it.
        if (event.standing[path]) faults[path] = 'required'
        else delete faults[path]
      }
      return edited(form, values, faults)
    }
    default:
      return form
  }
}

function edited(
  form: Extract<Form, { kind: 'editing' | 'refused' }>,
  values: Values,
  faults: FieldFaults,
): Form {
  const { attempt, isNewPage } = form
  return { kind: 'editing', values, faults, last: lastFaults(form), attempt, isNewPage }
}

/** All faults of the last attempt. */
function lastFaults(form: Extract<Form, { kind: 'editing' | 'refused' }>): FieldFaults {
  return (form.kind === 'editing' && form.last) || form.faults
}

/** True for a part of an address that was needed and left empty. */
function isMissing(path: string, faults: FieldFaults): boolean {
  return path.startsWith('street_address.') && faults[path] === 'required'
}

/** An error stays until what it asks for is done: then it goes at once. One of the relay's goes with any edit of its field. */
function remaining(
  faults: FieldFaults,
  { path, standing }: Extract<FormEvent, { kind: 'edited' }>,
): FieldFaults {
  const field = fieldOf(path)
  const left: FieldFaults = {}
  for (const [at, code] of Object.entries(faults)) {
    const now = fieldOf(at) === field ? standing[at] : code
    if (now) left[at] = now
  }
  return left
}

/** Month and day are one field: mending the one mends the other. */
function fieldOf(path: string): string {
  return path.replace(/^(birthday)_.*/, '$1')
}
