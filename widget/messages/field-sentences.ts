import { type FieldCode, type FieldFaults, LIMITS } from '../../server/contract.ts'
import type { Field } from '../view/fields/field.ts'
import { fillIn } from './fill-in.ts'
import type { Words } from './messages.ts'

/** What to do about one field. */
export type FieldError = {
  path: string
  /** The path of the control to correct it in: the first one of a group. */
  control: string
  sentence: string
  /** True for a part of an address that its country does not have. */
  inactive: boolean
}

/** What to do about each field but those that are always hidden, in the order of the form. */
export function fieldErrors(faults: FieldFaults, fields: Field[], messages: Words): FieldError[] {
  return fields.flatMap((field) => {
    const { path, kind, inactive = false, fields: parts = [] } = field
    if (kind === 'hidden') return []
    const code = faults[path] ?? (path === 'consent.given' ? faults['consent'] : undefined)
    const control = parts.find((part) => part.kind !== 'hidden')?.path ?? path
    const error = code && { path, control, sentence: fieldSentence(field, code, messages), inactive }
    return [...(error ? [error] : []), ...fieldErrors(faults, parts, messages)]
  })
}

function fieldSentence(field: Field, code: FieldCode, { labels, sentences, whenEmpty }: Words): string {
  const { path, label, options = [] } = field
  const ofCountry = code === 'required' && whenEmpty?.[path]
  if (ofCountry) return ofCountry
  const known: { [key: string]: string } = sentences
  const ours: { [name: string]: unknown } = labels
  const name = path.replace(/^street_address\.|^birthday_|\.given$/g, '')
  const limit = limitOf(path)
  const wording =
    code === 'refused' ? 'not_accepted' : code === 'too_long' && limit === undefined ? 'invalid' : code
  // A part of an address may be called otherwise in its country, and is then named by its label.
  const byName = (!label || label === ours[name]) && known[`${wording}_${name}`]
  const pattern = byName || known[`${wording}_${kindOf(field)}`] || known[wording] || sentences.invalid
  const quoted = isolated(quotable(label || (options[0]?.label ?? '')), pattern)
  return fillIn(pattern, { label: quoted, n: limit ?? 0 })
}

const LONGEST_NAME = 100

/** A label as a sentence quotes it: without the colon or asterisk behind it, and of a single box no whole paragraph. */
function quotable(label: string): string {
  const name = label.trim().replace(/(?<=[^\s:：*])[\s:：*]+$/, '')
  const characters = [...name]
  if (characters.length <= LONGEST_NAME) return name
  const start = characters.slice(0, LONGEST_NAME).join('')
  return `${start.replace(/\s+\S*$/, '')}…`
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff]/

/** A label in a sentence of the other direction keeps its own: its question mark stays at its end. */
function isolated(label: string, sentence: string): string {
  return RIGHT_TO_LEFT.test(label) === RIGHT_TO_LEFT.test(sentence) ? label : `\u2068${label}\u2069`
}

/** What kind of answer a field takes, as the keys of the sentences call it. */
function kindOf({ kind, label, input }: Field): string {
  if (kind === 'select' || kind === 'radio') return 'choice'
  if (kind === 'checkboxes') return label ? 'choices' : 'box'
  return input?.inputmode === 'decimal' ? 'number' : (input?.type ?? kind)
}

/** How many characters fit; undefined for what is not counted in characters. */
function limitOf(path: string): number | undefined {
  const limits: { [name: string]: number } = LIMITS
  return path.startsWith('custom_fields')
    ? LIMITS.custom_field_value
    : limits[path.replace('street_address.', '')]
}
