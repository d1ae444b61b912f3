import { isUuid, LIMITS } from '../../contract.ts'
import { isRecord } from './drop-empty.ts'

type Read = (value: unknown) => unknown

const uuid: Read = (value) => (typeof value === 'string' && isUuid(value) ? value : undefined)
/** A shorter one would not do. */
const whole =
  (limit: number): Read =>
  (value) =>
    typeof value === 'string' && value.length <= limit ? value : undefined
const HALF_CHARACTER = /[\ud800-\udbff]$/
/** The beginning says enough. */
const beginning =
  (limit: number): Read =>
  (value) =>
    typeof value === 'string' ? value.slice(0, limit).replace(HALF_CHARACTER, '') : undefined
const duration: Read = (value) => (typeof value === 'number' && value >= 0 ? value : undefined)

const READ: Record<string, Read> = {
  submission_id: uuid,
  page: beginning(LIMITS.page),
  language: whole(LIMITS.language),
  proof: whole(LIMITS.proof),
  captcha: whole(LIMITS.captcha),
  signals: (value) => (isRecord(value) ? readProperties(value, SIGNALS) : undefined),
}
const ids: Read = (value) =>
  Array.isArray(value) ? value.filter((id) => uuid(id)).slice(0, LIMITS.custom_fields) : undefined
const SIGNALS: Record<string, Read> = {
  trap: beginning(LIMITS.trap),
  elapsed_ms: duration,
  hidden_fields: ids,
}

/** True for a property, by its dotted name, that no visitor can see. */
export function isInvisible(path: string): boolean {
  return Object.hasOwn(READ, path.split('.', 1)[0] ?? '')
}

function readProperties(body: Record<string, unknown>, readers: Record<string, Read>) {
  const kept = Object.entries(readers).map(([name, read]) => [name, read(body[name])])
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined))
}

/**
 * A body whose properties that no visitor can see or correct are cut or left out where they are wrong, so that they refuse
 * nobody: an address of a page with a long query, a clock that was set back, a signal of a newer widget.
 */
export function leaveOutInvisible(body: Record<string, unknown>): Record<string, unknown> {
  const visible = Object.entries(body).filter(([name]) => !Object.hasOwn(READ, name))
  return Object.fromEntries([...visible, ...Object.entries(readProperties(body, READ))])
}
