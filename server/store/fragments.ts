import type { Engine } from './database.ts'

/** Ends a SELECT whose rows must not change until the transaction ends. SQLite has only one write transaction at a time. */
export function forUpdate(engine: Engine): string {
  return engine === 'postgres' ? ' FOR UPDATE' : ''
}

/** `column ${inTexts}` is true for every text in the parameter, a JSON array: one statement for arrays of any length. */
export const inTexts = (engine: Engine): string => inArray(engine, 'TEXT')

/** The same for whole numbers. */
export const inNumbers = (engine: Engine): string => inArray(engine, 'BIGINT')

function inArray(engine: Engine, type: 'TEXT' | 'BIGINT'): string {
  return engine === 'postgres'
    ? `= ANY(ARRAY(SELECT CAST(json_array_elements_text(CAST(? AS json)) AS ${type})))`
    : 'IN (SELECT value FROM json_each(?))'
}
