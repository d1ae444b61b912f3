import type { ComponentChildren } from 'preact'
import type { Option } from '../../configuration/custom-fields.ts'

/** One field of a form as it is drawn. The files of this folder make fields from the configuration. */
export type Field = {
  /** The wire name. */
  path: string
  kind: 'text' | 'textarea' | 'select' | 'radio' | 'checkboxes' | 'group' | 'hidden'
  /** Empty only for a single check box, whose option says it all. */
  label?: string | undefined
  /** Undefined for a part of a group that itself says whether it is required. */
  required?: boolean | undefined
  help?: string
  /** Its initial value. */
  value?: string
  /** For select, radio and checkboxes. `content` is shown in place of a label that has links. */
  options?: (Option & { content?: ComponentChildren })[]
  /** The fields of a group. */
  fields?: Field[]
  /** Takes a whole row. */
  wide?: boolean
  /** Hidden and not sent, but keeps what was typed. */
  inactive?: boolean
  input?: ControlAttributes
}

/** Without maxlength: an address that is silently cut is another address. */
export type ControlAttributes = {
  type?: 'email' | 'tel' | 'date'
  inputmode?: 'email' | 'tel' | 'numeric' | 'decimal'
  autocomplete?: string
  autocapitalize?: 'off' | 'words' | 'characters'
  /** What the Enter key of a keyboard on the screen says: `next`, but in the last field. */
  enterkeyhint?: 'send'
  spellcheck?: false
  dir?: 'ltr'
  max?: string
}
