import { checkSignUp } from '../../../widget/form/validation.ts'
import { messagesIn } from '../../../widget/messages/all-languages.ts'
import type { CustomFieldReading } from '../../admission/admission.ts'
import type { TypedValues } from '../../admission/reading/body.ts'
import type { AdmissionRules } from '../../admission/rules.ts'
import { formLanguage } from '../preferred-language.ts'
import { readForm } from './form.ts'

const CUSTOM_FIELD = 'custom_fields.'

/**
 * Reads the custom fields of a form post as the widget would: numbers as the visitor's language writes them, hidden values
 * cut. What a form's address does not describe stays as it was posted.
 */
export function postedCustomFields(rules: AdmissionRules) {
  return (request: Request, typed: TypedValues): CustomFieldReading => {
    const reading = readForm(new URL(request.url).searchParams, rules)
    const isPosted = Object.keys(typed).some((name) => name.startsWith(CUSTOM_FIELD))
    if (reading.kind === 'faults' || !isPosted) return { fields: {}, faults: {} }
    const { configuration } = reading
    const known = configuration.customFields.map(({ id }) => `${CUSTOM_FIELD}${id}`)
    // Without a field that the form does not describe, which admission has to see.
    if (Object.keys(typed).some((name) => name.startsWith(CUSTOM_FIELD) && !known.includes(name)))
      return { fields: {}, faults: {} }
    const { language } = messagesIn(formLanguage(request)).labels
    const checked = checkSignUp(typed, onlyCustomFields(configuration), [], language)
    if (checked.kind === 'sign-up') {
      const { custom_fields } = checked.signUp
      return { fields: custom_fields ? { custom_fields } : {}, faults: {} }
    }
    const faults = Object.entries(checked.faults).filter(([path]) => known.includes(path))
    return { fields: {}, faults: Object.fromEntries(faults) }
  }
}

type Configuration = Parameters<typeof checkSignUp>[1]

function onlyCustomFields(configuration: Configuration): Configuration {
  return { ...configuration, fields: [], consent: undefined, listChoice: false }
}
