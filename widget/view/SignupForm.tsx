import type { ComponentChildren } from 'preact'
import { FORM_PATHS } from '../../server/contract.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Form, Values } from '../form/form-model.ts'
import type { Labels, OwnLanguage } from '../messages/messages.ts'
import { FieldView } from './fields/FieldView.tsx'
import type { Field } from './fields/field.ts'

/** What the form shows in its current state, in the visitor's language. */
export type ViewState = {
  state: Form['kind']
  /** Sentences by path. */
  errors: { [path: string]: string }
  summary?: Summary | undefined
  /** About the form as a whole. */
  alert?: string
  /** True: the alert is for screen readers only, since it repeats what stands at the fields. */
  quiet?: boolean
  /** The text of a link to the form as a page of its own, if that is offered. */
  openPage?: string | false
  /** Counts attempts, so that the same sentence is announced again. */
  attempt: number
  /** While a submission is on its way. */
  status?: string
  /** The message that replaces the form. */
  success?: string
}

/** What stands above a form with several faults. */
export type Summary = {
  problem: string
  /** What to do, with the path of the control to do it in; corrected ones keep their place. */
  entries: { control: string; sentence: string; isDone: boolean }[]
}

/** What answers an attempt, as `feedbackOf` describes it: its code comes with the controller. */
export type Feedback = {
  summary: ComponentChildren
  alert: ComponentChildren
  status: ComponentChildren
  /** Stands in place of the form. */
  success: ComponentChildren
}

type SignupFormProps = {
  /** Prefix of every id, unique to each form of a page. */
  id: string
  configuration: Configuration
  labels: Labels
  dir: 'ltr' | 'rtl'
  own?: OwnLanguage | undefined
  fields: Field[]
  viewState: ViewState
  feedback?: Feedback | undefined
  /** The fields' initial values. They must not change, or drawing again would undo typing. */
  values: Values
  /** The relay's address; empty on its own pages. */
  endpoint: string
  /** The settings as a query: the relay needs them to show the form again, or to show it at all. */
  query: string
  ownPage: boolean | undefined
  /** What a script needs in order to take over a prerendered form. */
  drawn?: string
}

/**
 * The whole form in one of its states, or the message that replaces it. Stateless. Each text that changes is in an element
 * with the text as its key: page translators replace text nodes by elements, which Preact would otherwise leave behind.
 */
export function SignupForm(props: SignupFormProps) {
  const { id, configuration, labels, dir, own, fields, viewState, feedback, values } = props
  const { endpoint, query, ownPage, drawn } = props
  const { theme, title, description, consent, button } = configuration
  const Heading = ownPage ? 'h1' : 'h2'
  const { errors, status } = viewState
  return (
    <div
      id={id}
      class={theme === 'none' ? 'signup' : 'signup signup-look'}
      part="card"
      lang={labels.language}
      dir={dir}
      data-theme={theme}
      data-form={drawn}
    >
      {feedback?.success ?? (
        <form
          part="form"
          method="post"
          accept-charset="utf-8"
          action={`${endpoint}${FORM_PATHS.signups}?${query}`}
          aria-labelledby={title && `${id}-title`}
          aria-label={title ? undefined : labels.form}
        >
          {ownPage && !title && <h1 part="quiet">{labels.form}</h1>}
          {feedback?.summary}
          {title && (
            <Heading part="title" id={`${id}-title`} {...own}>
              {title}
            </Heading>
          )}
          {description && (
            <p part="description" {...own}>
              {description}
            </p>
          )}
          <div part="row">
            {fields.map((field) => (
              <FieldView
                key={field.path + field.value}
                field={field}
                context={{ id, labels, own, errors, values }}
              />
            ))}
          </div>
          <p part="trap" aria-hidden="true">
            <label>
              {labels.honeypot}
              <input type="text" name="signals.trap" tabIndex={-1} autocomplete="off" />
            </label>
          </p>
          {!consent && <p part="consent">{labels.consent}</p>}
          <div role="alert">{feedback?.alert}</div>
          <div part="actions">
            <button
              part="button"
              type="submit"
              aria-disabled={status ? true : undefined}
              {...(button && own)}
            >
              {button ?? labels.button}
            </button>
            <p part="status" role="status">
              {feedback?.status}
            </p>
          </div>
        </form>
      )}
    </div>
  )
}
