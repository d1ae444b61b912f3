import type { Configuration } from './configuration.ts'
import type { Form } from './form-model.ts'
import type { Messages } from './messages/messages.ts'
import { failureSentence } from './messages/sentences.ts'

type NoticeProps = { form: Form; configuration: Configuration; messages: Messages; formPage: string }

/**
 * What is said about the form as a whole. The region is there before it speaks; what it says is a new element
 * after each attempt, so that screen readers say it again.
 */
export function Notice({ form, configuration, messages, formPage }: NoticeProps) {
  return <div role="alert">{form.kind === 'refused' && says(form)}</div>

  function says({ faults, failure, attempt }: Extract<Form, { kind: 'refused' }>) {
    const marked = Object.keys(faults).filter((path) => isOnForm(path, configuration)).length
    const closed = failure?.kind === 'refusal' && failure.code === 'origin_not_allowed'
    return (
      // One marked field speaks for itself to those who see it.
      <p key={attempt} part={marked === 1 ? 'alert quiet' : 'alert'}>
        {marked || !failure ? messages.check : failureSentence(messages, failure)}
        {closed && (
          <>
            {' '}
            <a part="link" href={formPage} target="_blank" rel="noopener">
              {messages.open_page}
            </a>
          </>
        )}
      </p>
    )
  }
}

/** True if the visitor can see the field that a fault is about. */
function isOnForm(path: string, { fields, customFields, listChoice, consent }: Configuration): boolean {
  const [name = '', part = ''] = path.split('.')
  switch (name) {
    case 'email_address':
      return true
    case 'list_memberships':
      return listChoice
    case 'consent':
      return consent !== undefined
    case 'custom_fields':
      return customFields.some(({ id, type }) => id === part && type !== 'hidden')
    default:
      return fields.some((field) => field.name === name.replace(/^street_|_(month|day)$/g, '')) && part !== 'kind'
  }
}
