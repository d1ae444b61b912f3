import type { Engine } from '../database.ts'

/**
 * One migration. Its name is stored in the database and never changes; its statements never change once released.
 * Use types that both engines have: TEXT, BIGINT, INTEGER. `engine` is for the few statements that differ.
 */
export type Migration = { name: string; statements: (engine: Engine) => readonly string[] }
