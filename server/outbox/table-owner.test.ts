import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const SERVER = fileURLToPath(new URL('..', import.meta.url))
/** Where SQL on anybody's tables may be: the schema, the sandbox, and what tests share. */
const EXEMPT = ['store/migrations/', 'sandbox/', 'testing/']

test.each([
  [
    'outbox/',
    ['signups', 'consents', 'calls', 'confirmations', 'asked', 'daily_counts'],
    'outbox/transitions.ts',
  ],
  ['delivery/', ['dispatch'], 'delivery/pace/call-log.ts'],
])('no SQL outside server/%s uses its tables', async (owner, tables, example) => {
  const sql = new RegExp(`\\b(FROM|INTO|UPDATE|JOIN|TABLE)\\s+(${tables.join('|')})\\b`, 'i')
  const sources = (await readdir(SERVER, { recursive: true })).filter((file) =>
    /(?<!\.test|\.d)\.tsx?$/.test(file),
  )
  const texts = await Promise.all(sources.map((file) => readFile(join(SERVER, file), 'utf8')))
  const touching = sources.filter((_, index) => sql.test(texts[index] ?? ''))
  expect(touching.filter((file) => ![owner, ...EXEMPT].some((folder) => file.startsWith(folder)))).toEqual([])
  // Proves that the search finds anything.
  expect(touching).toContain(example)
  expect(touching).toContain('store/migrations/schema.ts')
})
