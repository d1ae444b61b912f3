/** What a page may rely on: `window.SignupWidget`, as `/v1/signup.js` puts it there. */
export type SignupWidgetApi = {
  /** The version of the script. */
  readonly version: string
  /**
   * Writes the options on an element as its `data-` attributes and shows the form there; calling it again changes the
   * form, and what was typed stays. Answers the element, or undefined where there is none.
   */
  render(target: SignupWidgetTarget, options?: SignupWidgetOptions): HTMLElement | undefined
  /** Shows the forms of all placeholders, where `render=explicit` has held them back. */
  load(): void
  /** The form of an element; undefined where there is none. */
  get(target: SignupWidgetTarget): { element: HTMLElement; state: SignupWidgetState } | undefined
  /** Shows an empty form again, after a sign-up too. */
  reset(target: SignupWidgetTarget): void
  /** Takes the form out; only `render` brings it back. */
  remove(target: SignupWidgetTarget): void
  /** Hears an event of every form on the page; the answer ends that. */
  on(event: SignupWidgetMoment, listener: (event: CustomEvent<SignupWidgetDetail>) => void): () => void
  /** Calls back as soon as the API is there, which it now is. */
  ready(callback: (api: SignupWidgetApi) => void): void
  /** The same as `ready`: what a queue that stood here before the script understands too. */
  push(callback: (api: SignupWidgetApi) => void): void
}

export type SignupWidgetTarget = string | Element

/** Settings by the names of their attributes, in camel case and without `data`: `customFields`, `redirectUrl` … */
export type SignupWidgetOptions = {
  /** True writes an attribute without a value; false, null and undefined take the attribute away. */
  [name: string]:
    | string
    | number
    | boolean
    | null
    | undefined
    | readonly unknown[]
    | { [name: string]: string }
}

export type SignupWidgetState = 'editing' | 'sending' | 'accepted' | 'refused' | 'unavailable'
export type SignupWidgetMoment = 'ready' | 'start' | 'submit' | 'invalid' | 'success' | 'error' | 'redirect'

/** What an event tells; never what was typed. */
export type SignupWidgetDetail = {
  v: 1
  /** With `success`. */
  action?: 'created' | 'updated' | 'accepted'
  /** With `error`. */
  code?: string
  /** With `invalid`: the fields' names. */
  fields?: string[]
  /** With `redirect`. */
  url?: string
}

declare global {
  interface Window {
    SignupWidget?: SignupWidgetApi | ((api: SignupWidgetApi) => void)[]
  }
}
