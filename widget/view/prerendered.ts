import { EMPTY_FORM, type Form, type Values } from '../form/form-model.ts'
import type { ViewState } from './SignupForm.tsx'

/** A form in one of its steps, and what it says there. */
export type Prerendered = {
  form: Form
  spoken: ViewState
  /** The version of the code that drew it: another takes over what was typed, but not the elements. */
  version?: string
  /** True where the form is all there is on its page: its title is the page's heading. */
  ownPage?: boolean
}

/** Before anybody came. */
export const INITIAL_STATE: Prerendered & { form: { values: Values } } = {
  form: EMPTY_FORM,
  spoken: { state: 'editing', errors: {}, attempt: 0 },
}

/** The form that the relay has drawn in a host, if it did. */
export function findPrerendered(root: ParentNode): HTMLElement | undefined {
  return root.querySelector<HTMLElement>('.signup[data-form]') ?? undefined
}

/** In which step a form stands that was drawn elsewhere; before its first one if nothing was drawn. */
export function readPrerendered(served: HTMLElement | undefined): Prerendered {
  return served ? JSON.parse(served.dataset['form'] ?? '') : INITIAL_STATE
}

/** True for a form that another version has drawn: its elements are not to be taken over. */
export function isStale(served: HTMLElement | undefined): boolean {
  return served !== undefined && readPrerendered(served).version !== VERSION
}
