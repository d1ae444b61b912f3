import type { ControlAttributes } from './field.ts'

/** A day of the calendar: sent as YYYY-MM-DD whatever the visitor sees. Without a maximum, years could have six digits. */
export const DATE_INPUT: ControlAttributes = { type: 'date', max: '9999-12-31' }
