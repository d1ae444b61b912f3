import type { Values } from '../../form/form-model.ts'
import type { Labels, OwnLanguage } from '../../messages/messages.ts'
import type { Field } from './field.ts'

/** What every field is drawn from. */
type FieldContext = {
  /** Prefix of every id of this form, since no id may appear twice on a page. */
  id: string
  labels: Labels
  own: OwnLanguage | undefined
  /** Sentences by path. */
  errors: { [path: string]: string }
  /** The fields' initial values; from then on, the DOM holds them. */
  values: Values
}

type FieldViewProps = { field: Field; context: FieldContext }

/** Label, hints, control and error of a field under one id. */
export function FieldView({ field, context }: FieldViewProps) {
  const { path, kind, label, required, help, wide, inactive, options = [] } = field
  const { own, labels } = context
  const id = `${context.id}-${path}`
  const error = context.errors[path]
  const [held = ''] = context.values[path] ?? [field.value]
  if (kind === 'hidden') return <input type="hidden" name={path} defaultValue={held} />

  const alone = /text|select/.test(kind)
  const Caption = alone ? 'label' : 'legend'
  const isSet = !alone && label
  const Frame = isSet ? 'fieldset' : 'div'
  const some = kind === 'checkboxes' && required && options.length > 1 && labels.choose_some
  const optional = required === false && <span part="optional"> {labels.optional}</span>
  const hint = help || some
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean)
  const described = {
    'aria-describedby': ids.join(' ') || undefined,
    // No single box is wrong where several stand for one answer.
    'aria-invalid': error && !isSet ? true : undefined,
  }
  return (
    <Frame
      part={inactive ? 'off' : wide || kind === 'textarea' || !alone ? 'field wide' : 'field'}
      {...(isSet && described)}
    >
      {label && (
        <Caption key={label} part="label" for={alone ? id : undefined}>
          {own && path.startsWith('custom') ? <span {...own}>{label}</span> : label}
          {optional}
        </Caption>
      )}
      {hint && (
        <p part="hint" id={`${id}-hint`}>
          <span {...own}>{help}</span>
          {help && some && <br />}
          {some}
        </p>
      )}
      {controlOf(field, context, id, !isSet && described, !label && optional)}
      {error && (
        <p key={error} part="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </Frame>
  )
}

/** `described`: the attributes of a control that is described itself; `optional` stands behind the label of a single box. */
function controlOf(
  { path, kind, required, value = '', options = [], fields = [], inactive, input }: Field,
  context: FieldContext,
  id: string,
  described: object | false,
  optional: unknown,
) {
  const held = context.values[path] ?? [value]
  // Typed loosely, because Preact's types distinguish each type of input.
  const attributes: object = input ?? {}
  const line = { ...described, ...attributes, id, name: path, part: 'input', required: required === true }
  switch (kind) {
    case 'group':
      return (
        <div part="row">
          {fields.map((inner) => (
            <FieldView key={inner.path} field={inner} context={context} />
          ))}
        </div>
      )
    case 'select':
      return (
        <select {...line}>
          {[{ value: '', label: context.labels.choose }, ...options].map((option) => (
            <option key={option.value} value={option.value} selected={held.includes(option.value)}>
              {option.label}
            </option>
          ))}
        </select>
      )
    case 'textarea':
      return <textarea {...line} rows={3} defaultValue={held[0]} />
    case 'text':
      return (
        <input
          type="text"
          enterkeyhint="next"
          {...line}
          disabled={inactive === true}
          defaultValue={held[0]}
        />
      )
    default:
      return options.map((option, index) => (
        <label key={option.value} part="choice">
          <input
            {...described}
            // Links to the field lead to its first box.
            id={index ? undefined : id}
            type={kind === 'radio' ? kind : 'checkbox'}
            part="box"
            name={path}
            value={option.value}
            required={required === true && (kind === 'radio' || options.length === 1)}
            defaultChecked={held.includes(option.value)}
          />
          <span>
            <span {...context.own}>{option.content ?? option.label}</span>
            {optional}
          </span>
        </label>
      ))
  }
}
