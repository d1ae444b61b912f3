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

/** Label, hint, control and error of a field under one id. */
export function FieldView({ field, context }: FieldViewProps) {
  const { path, kind, label, required, help, wide, inactive } = field
  const { own } = context
  const id = `${context.id}-${path}`
  const error = context.errors[path]
  const [held = ''] = context.values[path] ?? [field.value]
  if (kind === 'hidden') return <input type="hidden" name={path} defaultValue={held} />

  const alone = kind === 'text' || kind === 'select' || kind === 'textarea'
  const Frame = alone || !label ? 'div' : 'fieldset'
  const Caption = alone ? 'label' : 'legend'
  return (
    <Frame part={inactive ? 'off' : wide || kind === 'textarea' || !alone ? 'field wide' : 'field'}>
      {label && (
        <Caption key={label} part="label" for={alone ? id : undefined}>
          {own && path.startsWith('custom') ? <span {...own}>{label}</span> : label}
          {required === false && <span part="optional"> {context.labels.optional}</span>}
        </Caption>
      )}
      {help && (
        <p part="hint" id={`${id}-hint`} {...own}>
          {help}
        </p>
      )}
      <Control field={field} context={context} />
      {error && (
        <p key={error} part="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </Frame>
  )
}

function Control({ field, context }: FieldViewProps) {
  const { path, kind, required, help, value = '', options = [], fields = [], inactive } = field
  const id = `${context.id}-${path}`
  const error = context.errors[path]
  const held = context.values[path] ?? [value]
  const described = {
    'aria-invalid': error ? true : undefined,
    'aria-describedby': [help && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
  }
  // Typed loosely, because Preact's types distinguish each type of input.
  const attributes: object = field.input ?? {}
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
      return <input type="text" {...line} disabled={inactive === true} defaultValue={held[0]} />
    default:
      return options.map((option, index) => (
        <label key={option.value} part="choice">
          <input
            // Only the first is described, because it gets the focus.
            {...(index === 0 && described)}
            type={kind === 'radio' ? kind : 'checkbox'}
            part="box"
            name={path}
            value={option.value}
            required={required === true && (kind === 'radio' || options.length === 1)}
            defaultChecked={held.includes(option.value)}
          />
          <span {...context.own}>{option.label}</span>
        </label>
      ))
  }
}
