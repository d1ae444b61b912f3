import { editDistance } from '../../../widget/diagnostics/edit-distance.ts'
import { ENCODING_UNKNOWN } from '../../admission/admission.ts'
import type { TypedValues } from '../../admission/reading/body.ts'
import { FORM_NAMES, unknownNames } from '../../admission/reading/form-encoding.ts'
import type { Refusal } from '../../admission/refusal.ts'

const MOST_NAMES = 20
const MOST_CHARACTERS = 100
const MAX_DISTANCE = 2

/**
 * What only the author of a form that the site wrote can correct: faults of fields that are not `shown` to the visitor, in
 * the words of the wire; misspelled fields; and, where the page is debugged or lacks a required field, every field that is
 * ignored.
 */
export function notesOnRefusal(
  request: Request,
  typed: TypedValues,
  { fields = {}, cause }: Pick<Refusal, 'fields' | 'cause'>,
  shown: readonly string[],
): string[] {
  const isIncomplete = Object.keys(fields).some((path) => fields[path] === 'required' && !(path in typed))
  const faults = Object.entries(fields)
    .filter(([path]) => !shown.includes(path))
    .map(([path, code]) => `${path.slice(0, MOST_CHARACTERS)}: ${code}`)
  const encoding = 'The encoding of the form’s page is unknown. Add accept-charset="utf-8" to the form.'
  return [
    ...(cause === ENCODING_UNKNOWN ? [encoding] : []),
    ...faults.slice(0, MOST_NAMES),
    ...notesOnNames(typed, isIncomplete || isDebugged(request)),
  ]
}

/** Every field that is ignored, where the page is debugged. */
export function notesOnSuccess(request: Request, typed: TypedValues): string[] {
  return isDebugged(request) ? notesOnNames(typed, true) : []
}

function isDebugged(request: Request): boolean {
  const debug = new URL(request.url).searchParams.get('debug')
  return debug !== null && debug !== 'false'
}

function notesOnNames(typed: TypedValues, all: boolean): string[] {
  const names = unknownNames(Object.keys(typed)).slice(0, MOST_NAMES)
  return names.flatMap((name) => {
    const meant = meantBy(name)
    if (meant === undefined && !all) return []
    const remedy = meant ? `Did you mean ${meant}?` : 'It is ignored.'
    return `The relay knows no field called ${name.slice(0, MOST_CHARACTERS)}. ${remedy}`
  })
}

function meantBy(name: string): string | undefined {
  if (name.length > MOST_CHARACTERS) return undefined
  const given = name.toLowerCase().replaceAll('-', '_').replace('[]', '')
  return FORM_NAMES.find((known) => editDistance(given, known) <= Math.min(MAX_DISTANCE, known.length / 4))
}
