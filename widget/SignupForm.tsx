import type { Configuration } from './configuration.ts'
import type { AddressProps } from './fields/address.tsx'
import { ConsentField } from './fields/consent.tsx'
import { CustomFieldView } from './fields/custom.tsx'
import { EmailField } from './fields/email.tsx'
import type { FieldContext } from './fields/Field.tsx'
import { ListsField } from './fields/lists.tsx'
import { RequestedField } from './fields/requested.tsx'
import type { Form, Values } from './form-model.ts'
import type { Messages } from './messages/messages.ts'
import { Notice } from './Notice.tsx'

export type SignupFormProps = {
  /** Begins every id; its own for each form of a page. */
  id: string
  configuration: Configuration
  messages: Messages
  dir: 'ltr' | 'rtl'
  form: Form
  /** What the fields hold when they are first drawn; it must stay the same, or drawing again would undo typing. */
  values: Values
  /** The form as a page of its own, for a visitor who cannot sign up here. */
  formPage: string
  /** Where a form without script posts to. */
  action?: string
  onSubmit?: (event: Event) => void
  onInput?: (event: Event) => void
} & Pick<AddressProps, 'countries' | 'shape'>

/** The whole form in one of its steps, or the message that takes its place. Draws only: nothing is kept here. */
export function SignupForm(props: SignupFormProps) {
  const { id, configuration, messages, form, dir } = props
  return (
    <div
      id={id}
      class={configuration.theme === 'none' ? 'signup' : 'signup signup-look'}
      part="widget"
      lang={messages.language}
      dir={dir}
      data-theme={configuration.theme}
    >
      {form.kind === 'accepted' ? (
        <p part="success" tabIndex={-1}>
          {configuration.messages[form.outcome.action] || form.outcome.message || messages[form.outcome.action]}
        </p>
      ) : (
        <OpenForm {...props} form={form} />
      )}
    </div>
  )
}

type OpenProps = SignupFormProps & { form: Exclude<Form, { kind: 'accepted' }> }

function OpenForm(props: OpenProps) {
  const { id, configuration, messages, form, values, countries, shape, formPage, action, onSubmit, onInput } = props
  const { title, description, fields, customFields, lists, listChoice, consent, button } = configuration
  const faults = form.kind === 'sending' ? {} : form.faults
  const context: FieldContext = { id, messages, faults, values }
  const sending = form.kind === 'sending'
  return (
    <form
      part="form"
      method="post"
      action={action}
      onSubmit={onSubmit}
      onInput={onInput}
      aria-labelledby={title && `${id}-title`}
      aria-label={title ? undefined : messages.form}
    >
      {title && (
        <h2 part="title" id={`${id}-title`}>
          {title}
        </h2>
      )}
      {description && <p part="description">{description}</p>}
      <div part="row">
        <EmailField context={context} />
        {fields.map((request) => (
          <RequestedField key={request.name} {...request} context={context} countries={countries} shape={shape} />
        ))}
        {customFields.map((field) => (
          <CustomFieldView key={field.id} context={context} field={field} />
        ))}
        <ListsField context={context} lists={lists} choice={listChoice} />
      </div>
      <ConsentField context={context} sentence={consent} />
      <div part="trap" aria-hidden="true">
        <label>
          {messages.trap}
          <input type="text" name="signals.trap" tabIndex={-1} autocomplete="off" />
        </label>
      </div>
      <Notice form={form} configuration={configuration} messages={messages} formPage={formPage} />
      <button part="button" type="submit" aria-disabled={sending}>
        {button ?? messages.button}
      </button>
      <p part="status" role="status">
        {sending && messages.sending}
      </p>
    </form>
  )
}
