/** What a page may rely on: `window.SignupWidget`, as `/v1/signup.js` puts it there, its events, and the npm entry. */
export type SignupWidgetApi = {
  /** The version of the script. */
  readonly version: string
  /**
   * Shows a form in an element. The options win over the element's `data-` attributes, until the page writes one of these
   * later; calling it again changes the options it names, and what was typed stays. Returns the element, or undefined
   * where there is none.
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
  /** Listens to an event of every form on the page; the function it returns ends that. */
  on: SignupWidgetListening
  /** Calls back once the API is there, which it now is. */
  ready(callback: (api: SignupWidgetApi) => void): void
  /** The same as `ready`, and what an array that queued calls before the script came understands too. */
  push(callback: (api: SignupWidgetApi) => void): void
}

export type SignupWidgetTarget = string | Element

/** The npm entry: shows a form in an element. The relay's address is required. */
export type SignupWidgetMount = (
  element: HTMLElement,
  options: SignupWidgetOptions & { endpoint: string },
) => SignupWidgetHandle

export declare const mount: SignupWidgetMount

export type SignupWidgetHandle = {
  readonly element: HTMLElement
  /** Undefined until the form stands, and after `destroy`. */
  readonly state: SignupWidgetState | undefined
  /** Changes the form; what was typed stays. */
  update(options: SignupWidgetOptions): void
  /** Shows an empty form again, after a sign-up too. */
  reset(): void
  /** Listens to an event of this form; the function it returns ends that. */
  on: SignupWidgetListening
  /** Takes the form out; `mount` brings it back. */
  destroy(): void
}

type Given<T> = T | null | undefined

/**
 * Settings by the names of their attributes, in camel case and without `data`. True stands for an attribute without a
 * value; false, null and undefined take away the option and the element's attribute.
 */
export type SignupWidgetOptions = {
  lists?: Given<string | readonly string[]>
  listChoice?: Given<boolean>
  fields?: Given<string | readonly string[]>
  customFields?: Given<string | readonly SignupWidgetCustomField[]>
  addressKind?: Given<'home' | 'work' | 'other'>
  consent?: Given<string>
  title?: Given<string>
  description?: Given<string>
  button?: Given<string>
  messages?: Given<string | { readonly [key: string]: string }>
  messageCreated?: Given<string>
  messageUpdated?: Given<string>
  messageAccepted?: Given<string>
  endpoint?: Given<string>
  language?: Given<string>
  dir?: Given<'ltr' | 'rtl'>
  theme?: Given<'auto' | 'light' | 'dark' | 'none'>
  isolation?: Given<'shadow' | 'none' | 'iframe'>
  /** Classes of the page's own style sheets, separated by spaces. */
  classTitle?: Given<string>
  classDescription?: Given<string>
  classField?: Given<string>
  classLabel?: Given<string>
  classHint?: Given<string>
  classInput?: Given<string>
  classSelect?: Given<string>
  classChoice?: Given<string>
  classBox?: Given<string>
  classError?: Given<string>
  classInvalid?: Given<string>
  classAlert?: Given<string>
  classLink?: Given<string>
  classSuccess?: Given<string>
  classButton?: Given<string>
  /** In CSS pixels. */
  height?: Given<number | string>
  redirectUrl?: Given<string>
  /** Names of global functions. */
  onReady?: Given<string>
  onStart?: Given<string>
  onSubmit?: Given<string>
  onSuccess?: Given<string>
  onError?: Given<string>
  prefill?: Given<string | { [path: string]: string }>
  prefillFrom?: Given<string | readonly string[]>
  capture?: Given<string | readonly string[]>
  datalayer?: Given<boolean>
  debug?: Given<boolean>
}

export type SignupWidgetCustomField = {
  id: string
  type: 'text' | 'textarea' | 'date' | 'number' | 'select' | 'radio' | 'checkbox' | 'hidden'
  label?: string | undefined
  required?: boolean | undefined
  options?: readonly (string | { value: string; label: string })[] | undefined
  value?: string | undefined
  help?: string | undefined
}

export type SignupWidgetState = 'editing' | 'sending' | 'accepted' | 'refused' | 'unavailable'
export type SignupWidgetMoment = keyof SignupWidgetDetails

/** The detail of each event; never what was typed. */
export type SignupWidgetDetails = {
  ready: { v: 1 }
  start: { v: 1 }
  submit: { v: 1 }
  /** The fields' names. */
  invalid: { v: 1; fields: string[] }
  success: { v: 1; action: 'created' | 'updated' | 'accepted' }
  /** A code of the relay's, or `offline`, `timeout`, `unreadable`. */
  error: { v: 1; code: string }
  redirect: { v: 1; url: string }
}

export type SignupWidgetListening = <Moment extends SignupWidgetMoment>(
  event: Moment,
  listener: (event: CustomEvent<SignupWidgetDetails[Moment]>) => void,
) => () => void

type SignupWidgetEvents = {
  [Moment in SignupWidgetMoment as `signup-widget:${Moment}`]: CustomEvent<SignupWidgetDetails[Moment]>
}

declare global {
  interface Window {
    SignupWidget?: SignupWidgetApi | ((api: SignupWidgetApi) => void)[]
  }
  /** Those of elements, of the document and of the window. */
  interface GlobalEventHandlersEventMap extends SignupWidgetEvents {}
}
