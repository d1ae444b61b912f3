import { withCaptured } from '../../../widget/configuration/prefill.ts'
import { checkSignUp } from '../../../widget/form/validation.ts'
import { messagesIn } from '../../../widget/messages/all-languages.ts'
import { type CustomFieldReading, NO_CUSTOM_FIELDS } from '../../admission/admission.ts'
import type { TypedValues } from '../../admission/reading/body.ts'
import { CUSTOM_FIELD } from '../../admission/reading/form-encoding.ts'
import { formLanguage } from '../preferred-language.ts'
import { type FormRules, readForm } from './form.ts'

/**
 * Reads the custom fields of a form post as the widget would: numbers as the visitor's language writes them, hidden values
 * cut. What a form's address does not describe stays as it was posted.
 */
export function postedCustomFields(rules: FormRules) {
  return (request: Request, typed: TypedValues): CustomFieldReading => {
    const reading = readForm(new URL(request.url).searchParams, rules)
    const posted = Object.keys(typed).filter((name) => name.startsWith(CUSTOM_FIELD))
    if (reading.kind === 'faults' || posted.length === 0) return NO_CUSTOM_FIELDS
    const customFields = withCaptured(reading.configuration)
    const known = customFields.map(({ id }) => `${CUSTOM_FIELD}${id}`)
    const hidden = customFields.filter(({ type }) => type === 'hidden').map(({ id }) => id)
    // Without a field that the form does not describe, which admission has to see.
    if (posted.some((name) => !known.includes(name))) return { ...NO_CUSTOM_FIELDS, hidden }
    const { language } = messagesIn(formLanguage(request)).labels
    const described = {
      ...reading.configuration,
      customFields,
      fields: [],
      consent: undefined,
      listChoice: false,
    }
    const checked = checkSignUp(typed, described, undefined, language)
    if (checked.kind === 'sign-up') {
      const { custom_fields } = checked.signUp
      return { fields: custom_fields ? { custom_fields } : {}, faults: {}, hidden }
    }
    const faults = Object.entries(checked.faults).filter(([path]) => known.includes(path))
    return { fields: {}, faults: Object.fromEntries(faults), hidden }
  }
}
