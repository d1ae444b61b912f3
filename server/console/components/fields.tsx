import type { ComponentChildren } from 'preact'

/** What every field of a console form has. `name` is the setting's, and the fault's sentence stands beside the field. */
type FieldProps = {
  name: string
  label: string
  help?: ComponentChildren
  fault?: string | undefined
}

function describedBy({ name, help, fault }: FieldProps): string | undefined {
  const ids = [
    ...(fault === undefined ? [] : [`${name}-fault`]),
    ...(help === undefined ? [] : [`${name}-help`]),
  ]
  return ids.length > 0 ? ids.join(' ') : undefined
}

/** What the element of a field has, whatever its kind. */
export function fieldAttributes(field: FieldProps) {
  return {
    ...{ id: field.name, name: field.name },
    'aria-describedby': describedBy(field),
    'aria-invalid': field.fault === undefined ? undefined : ('true' as const),
    // Of several, the browser takes the first.
    autofocus: field.fault !== undefined,
  }
}

export function HelpAndFault({ name, help, fault }: FieldProps) {
  return (
    <>
      {help !== undefined && (
        <p id={`${name}-help`} class="quiet">
          {help}
        </p>
      )}
      {fault !== undefined && (
        <p id={`${name}-fault`} class="error">
          {fault}
        </p>
      )}
    </>
  )
}

type TextProps = FieldProps & {
  value: string
  /** `lines`: a field of several lines. `password`: what is typed is not shown. */
  kind?: 'text' | 'url' | 'number' | 'password' | 'lines'
  required?: boolean
}

/** A text field. What the owner types may be in any direction. */
export function TextField({ value, kind = 'text', required, ...field }: TextProps) {
  const attributes = { ...fieldAttributes(field), required, spellcheck: false, autocomplete: 'off' }
  return (
    <div class="field">
      <label for={field.name}>{field.label}</label>
      <HelpAndFault {...field} />
      {kind === 'lines' && (
        <textarea {...attributes} dir="auto" rows={3}>
          {value}
        </textarea>
      )}
      {kind === 'password' && <input {...attributes} type="password" value={value} />}
      {kind === 'text' && <input {...attributes} dir="auto" value={value} />}
      {kind === 'number' && <input {...attributes} dir="ltr" inputMode="numeric" value={value} />}
      {kind === 'url' && <input {...attributes} dir="ltr" inputMode="url" value={value} />}
    </div>
  )
}

type Choice = { value: string; label: ComponentChildren; help?: ComponentChildren }
type ChoicesProps = FieldProps & {
  /** `one`: radio buttons. `several`: check boxes, of which any number may be ticked. */
  kind: 'one' | 'several'
  choices: readonly Choice[]
  chosen: readonly string[]
}

/** Radio buttons or check boxes, each with a sentence of its own below. Nothing is chosen that `chosen` does not name. */
export function ChoiceField({ kind, choices, chosen, ...field }: ChoicesProps) {
  return (
    <fieldset class="field" aria-describedby={describedBy(field)}>
      <legend>{field.label}</legend>
      <HelpAndFault {...field} />
      {choices.map(({ value, label, help }, index) => {
        const id = `${field.name}-${index}`
        const autofocus = field.fault !== undefined && index === 0
        return (
          <div class="option" key={value}>
            <label class="choice">
              <input
                {...{ id, name: field.name, value, checked: chosen.includes(value), autofocus }}
                type={kind === 'one' ? 'radio' : 'checkbox'}
                aria-describedby={help === undefined ? undefined : `${id}-about`}
              />
              <span>{label}</span>
            </label>
            {help !== undefined && (
              <p id={`${id}-about`} class="quiet">
                {help}
              </p>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}

/** A setting that the environment sets: it is shown, and changed there. A secret is not shown. */
export function LockedField({
  name,
  label,
  value,
}: {
  name: string
  label: string
  value?: string | undefined
}) {
  return (
    <div class="field">
      <p class="label">{label}</p>
      {value !== undefined && (
        <p dir="auto">
          <code>{value}</code>
        </p>
      )}
      <p class="quiet">
        Set in the relay’s environment, as <code>{name}</code>. Change it there.
      </p>
    </div>
  )
}
