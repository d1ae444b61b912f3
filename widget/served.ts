import { type Drawn, UNTOUCHED } from './SignupForm.tsx'

/** The form that the relay has drawn in a host, if it did. */
export function findServed(root: ParentNode): HTMLElement | undefined {
  return root.querySelector<HTMLElement>('.signup[data-form]') ?? undefined
}

/** In which step a form stands that was drawn elsewhere; before its first one if nothing was drawn. */
export function readDrawn(served: HTMLElement | undefined): Drawn {
  return served ? JSON.parse(served.dataset['form'] ?? '') : UNTOUCHED
}

/** True for a form that another version has drawn: its elements are not to be taken over. */
export function isStale(served: HTMLElement | undefined): boolean {
  return served !== undefined && readDrawn(served).version !== VERSION
}
