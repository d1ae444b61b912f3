import type { Option } from '../../configuration/custom-fields.ts'

/** One field of a form as it is drawn: what each file of this folder makes of the configuration. */
export type Field = {
  /** The wire name. */
  path: string
  kind: 'text' | 'textarea' | 'select' | 'radio' | 'checkboxes' | 'group' | 'hidden'
  /** Empty only where the options say it all: a single box. */
  label?: string
  /** Undefined: a part of something that says itself whether it is required. */
  required?: boolean | undefined
  help?: string
  /** What it holds when nothing was typed yet. */
  value?: string
  /** For select, radio and checkboxes. */
  options?: Option[]
  /** The fields of a group. */
  fields?: Field[]
  /** Takes a row for itself. */
  wide?: boolean
  /** Out of sight and not sent, but what was typed stays. */
  inactive?: boolean
  input?: ControlAttributes
}

/** No maxlength among them: an address that is cut silently is another address. */
export type ControlAttributes = {
  type?: 'email' | 'tel' | 'date'
  inputmode?: 'email' | 'numeric' | 'decimal'
  autocomplete?: string
  autocapitalize?: 'off'
  spellcheck?: false
  dir?: 'ltr'
  max?: string
}
