import { type Row, StoreError } from './database.ts'

/** The text in a column that is never null. */
export function text(row: Row | undefined, column: string): string {
  const value = row?.[column]
  if (typeof value !== 'string') throw new StoreError('broken', `${column} holds no text`)
  return value
}

/** The number in a column that is never null. */
export function number(row: Row | undefined, column: string): number {
  const value = row?.[column]
  if (typeof value !== 'number') throw new StoreError('broken', `${column} holds no number`)
  return value
}

export function textOrNull(row: Row | undefined, column: string): string | null {
  return row?.[column] === null ? null : text(row, column)
}

export function numberOrNull(row: Row | undefined, column: string): number | null {
  return row?.[column] === null ? null : number(row, column)
}
