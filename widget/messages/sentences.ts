import type { FieldCode } from '../../server/contract.ts'
import type { Failure } from '../form-model.ts'
import type { Messages } from './messages.ts'

/** What to do about one field; `topic` chooses among the sentences for a code, `limit` is in characters. */
export function faultSentence(messages: Messages, code: FieldCode, topic: string, limit = 0): string {
  const sentences: { [key: string]: string } = messages
  const general = code === 'refused' ? messages.refused_field : messages[code]
  return (sentences[`${code}_${topic}`] ?? general).replace('{n}', String(limit))
}

/** What to do about a whole submission that failed. */
export function failureSentence(messages: Messages, failure: Failure): string {
  switch (failure.kind) {
    case 'offline':
    case 'timeout':
      return messages[failure.kind]
    case 'unreadable':
      return messages.unavailable
    case 'refusal':
      return refusalSentence(messages, failure)
  }
}

function refusalSentence(messages: Messages, { code, retryAfter = 60 }: Extract<Failure, { kind: 'refusal' }>) {
  switch (code) {
    case 'too_many_requests':
      return messages.too_many_requests.replace('{n}', duration(messages, retryAfter))
    case 'consent_required':
      return messages.required_consent
    case 'origin_not_allowed':
    case 'list_not_allowed':
    case 'refused':
    case 'unavailable':
      return messages[code]
    default:
      return messages.failed
  }
}

/** A waiting time in words; two at least, since languages differ in how they say one. */
function duration(messages: Messages, seconds: number): string {
  const [unit, count] = seconds > 90 ? [messages.minutes, seconds / 60] : [messages.seconds, seconds]
  return unit.replace('{n}', String(Math.max(2, Math.ceil(count))))
}
