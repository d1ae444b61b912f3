import type { ComponentChildren, VNode } from 'preact'
import type { FieldFaults } from '../../server/contract.ts'
import type { Values } from '../form-model.ts'
import type { Messages } from '../messages/messages.ts'
import { faultSentence } from '../messages/sentences.ts'

/** What every field is drawn from. */
export type FieldContext = {
  /** Begins every id of this form: no id may appear twice on a page. */
  id: string
  messages: Messages
  faults: FieldFaults
  /** What the fields hold when they are first drawn; from then on the DOM holds it. */
  values: Values
}

export type Described = {
  context: FieldContext
  /** The wire name. */
  path: string
  label: string
  /** Undefined: a part of something that says itself whether it is required. */
  required: boolean | undefined
  help?: string
  /** Chooses the error's sentence: with `date`, `invalid_date` comes before `invalid`. The path, if absent. */
  topic?: string
  /** Characters. */
  limit?: number
  /** Part names of its own: `wide` takes a row for itself, `off` is not shown. */
  parts?: string | undefined
}

/** What joins a control to its label, its hint and its error. */
export type ControlProps = {
  id: string
  name: string
  part: string
  required: boolean
  'aria-invalid': boolean | undefined
  'aria-describedby': string | undefined
}

/** Label, hint, control and error under one id. */
export function Field(props: Described & { children: (control: ControlProps) => VNode }) {
  const { context, path, required, parts = '', children } = props
  const id = `${context.id}-${path}`
  return (
    <div part={`field ${parts}`}>
      <label part="label" for={id}>
        <Label {...props} />
      </label>
      <Hint {...props} />
      {children({
        id,
        name: path,
        part: 'input',
        required: Boolean(required),
        'aria-invalid': isFaulty(props),
        'aria-describedby': describedBy(props),
      })}
      <Fault {...props} />
    </div>
  )
}

/** Several controls under one legend. */
export function Group(props: Described & { children: ComponentChildren }) {
  return (
    <fieldset part="field group wide" aria-describedby={describedBy(props)}>
      <legend part="label">
        <Label {...props} />
      </legend>
      <Hint {...props} />
      {props.children}
      <Fault {...props} />
    </fieldset>
  )
}

export function isFaulty({ context, path }: Described): true | undefined {
  return path in context.faults || undefined
}

export function describedBy(props: Described): string | undefined {
  const { context, path, help } = props
  const id = `${context.id}-${path}`
  return [help && `${id}-hint`, isFaulty(props) && `${id}-error`].filter(Boolean).join(' ') || undefined
}

function Label({ context, label, required }: Described) {
  return (
    <>
      {label}
      {required === false && <span part="optional"> {context.messages.optional}</span>}
    </>
  )
}

export function Hint({ context, path, help }: Described) {
  return help ? (
    <p part="hint" id={`${context.id}-${path}-hint`}>
      {help}
    </p>
  ) : null
}

/** The sentence under a field that says what to do about it. */
export function Fault({ context, path, topic = path, limit }: Described) {
  const code = context.faults[path]
  return code ? (
    <p part="error" id={`${context.id}-${path}-error`}>
      {faultSentence(context.messages, code, topic, limit)}
    </p>
  ) : null
}
