import type { CustomField } from '../account/account.ts'

const NUMBER = /^(?<sign>-?)\d+(?:\.(?<decimals>\d+))?$/
const DAY = /^\d{4}-\d\d-\d\d$/
const TIME = /^(?<day>\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$/

/**
 * What is wrong with the value of a custom field, as the end of a sentence; undefined if nothing is. How `sign_up_form` wants
 * values of each kind is not documented. These are the forms in which the API returns them, and the strictest that a real
 * account may insist on.
 */
export function faultOfValue(
  { type, metadata = {}, choices = [] }: CustomField,
  value: string,
): string | undefined {
  const labels = choices
    .filter((choice) => choice.deleted_at === undefined)
    .map((choice) => choice.choice_label)
  switch (type) {
    case 'string':
    case 'text_area':
      return undefined
    case 'date':
      return isDay(value) ? undefined : 'is not a date in the format YYYY-MM-DD'
    case 'datetime':
      return isDay(TIME.exec(value)?.groups?.['day'] ?? value) ? undefined : 'is not an ISO-8601 date'
    case 'number':
    case 'currency':
      return faultOfNumber(metadata, value)
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : 'must be true or false'
    case 'single_select':
      return labels.includes(value) ? undefined : 'is not one of the choices'
    case 'multi_select':
      return areChoices(value, labels) ? undefined : 'has a value that is not one of the choices'
  }
}

function faultOfNumber(
  { allow_negative, integer, decimal_places }: NonNullable<CustomField['metadata']>,
  value: string,
) {
  const { sign, decimals = '' } = NUMBER.exec(value)?.groups ?? {}
  if (sign === undefined) return 'is not a number'
  if (sign === '-' && allow_negative !== true) return 'must not be negative'
  if (integer === true && decimals !== '') return 'must be a whole number'
  if (decimal_places !== undefined && decimals.length > decimal_places) {
    return `must have ${decimal_places} decimal places or fewer`
  }
  return undefined
}

/** True for labels joined by `, `, each once. A label may itself have a comma in it. */
function areChoices(value: string, labels: readonly string[]): boolean {
  return labels.some((label) => {
    if (value === label) return true
    const others = labels.filter((other) => other !== label)
    return value.startsWith(`${label}, `) && areChoices(value.slice(label.length + 2), others)
  })
}

/** A day that does not exist changes when a Date normalizes it. */
function isDay(iso: string): boolean {
  const time = DAY.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso)
}
