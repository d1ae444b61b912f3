import { EMPTY_FORM, type Form, type Values } from '../form/form-model.ts'
import type { ViewState } from './SignupForm.tsx'

/** A form in one of its states, and what it shows there. */
export type FormState = {
  form: Form
  viewState: ViewState
  /** True if the form is all there is on its page, so that its title is the page's heading. */
  ownPage?: boolean
}

/** Before any visitor has come. */
export const INITIAL_STATE: FormState & { form: { values: Values } } = {
  form: EMPTY_FORM,
  viewState: { state: 'editing', errors: {}, attempt: 0 },
}

/** A form that the relay has drawn, and its state at that time. */
export type Prerendered = FormState & {
  element: HTMLElement
  /** The version of the code that drew it. */
  version: string
  /** True if another version drew it: what was typed is taken over, but not the elements. */
  isStale: boolean
}

/** The element of the form that the relay has drawn in a root, if any. */
export function findPrerendered(root: ParentNode): HTMLElement | null {
  return root.querySelector<HTMLElement>('.signup[data-form]')
}

/** Reads the form that the relay has drawn in a root, if any. */
export function readPrerendered(root: ParentNode): Prerendered | undefined {
  const element = findPrerendered(root)
  if (!element) return
  const { spoken, ...state } = JSON.parse(element.dataset['form'] ?? '')
  return { ...state, viewState: spoken, element, isStale: state.version !== VERSION }
}

/** The state as `data-form` holds it. Snippets pasted into pages keep these names, `spoken` among them. */
export function serializeState({ viewState, ...state }: FormState): string {
  return JSON.stringify({ version: VERSION, ...state, spoken: viewState })
}
