import type { Engine } from './database.ts'

/** Ends a SELECT whose rows must not change until the transaction ends. SQLite has only one write transaction at a time. */
export function forUpdate(engine: Engine): string {
  return engine === 'postgres' ? ' FOR UPDATE' : ''
}

/** `column ${inTexts}` is true for every text in the parameter, a JSON array: one statement for arrays of any length. */
export function inTexts(engine: Engine): string {
  return engine === 'postgres'
    ? '= ANY(ARRAY(SELECT json_array_elements_text(CAST(? AS json))))'
    : 'IN (SELECT value FROM json_each(?))'
}

/** The same for whole numbers. */
export function inNumbers(engine: Engine): string {
  return engine === 'postgres'
    ? '= ANY(ARRAY(SELECT CAST(json_array_elements_text(CAST(? AS json)) AS BIGINT)))'
    : 'IN (SELECT value FROM json_each(?))'
}
