import type { Engine } from '../database.ts'

/**
 * One step of the schema. Its name is remembered in the database and never changes, nor do its statements once
 * a version with it is released. Types that both engines know: TEXT, BIGINT, INTEGER. `engine` is for the few
 * statements in which they differ.
 */
export type Migration = { name: string; statements: (engine: Engine) => readonly string[] }
