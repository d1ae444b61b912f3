import type { Answer } from '../constant-contact/api/answer.ts'

/**
 * An answer without what the vendor refused of custom fields that the visitor cannot see, given by their ids: nobody is asked
 * to correct those. Where nothing else was refused, it is the owner’s to correct.
 */
export function withoutHidden(answer: Answer, hidden: readonly string[] = []): Answer {
  if (answer.kind !== 'refused') return answer
  const { fields, maybeAbuseLock, ...trace } = answer
  const paths = hidden.map((id) => `custom_fields.${id.toLowerCase()}`)
  const isHidden = (path: string) => paths.includes(path.toLowerCase())
  const visible = Object.entries(fields).filter(([path]) => !isHidden(path))
  if (visible.length > 0) return { ...answer, fields: Object.fromEntries(visible) }
  const property = Object.keys(fields).find(isHidden)
  return property === undefined ? answer : { ...trace, kind: 'form_refused', property }
}
