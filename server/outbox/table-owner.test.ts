import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const SERVER = fileURLToPath(new URL('..', import.meta.url))
const OWNED = /\b(FROM|INTO|UPDATE|JOIN|TABLE)\s+(signups|consents|calls|confirmations|asked)\b/i
/** Where SQL on these tables may be: the folder that owns them, the schema, the sandbox, and what tests share. */
const EXEMPT = ['outbox/', 'store/migrations/', 'sandbox/', 'testing/']

test('no SQL outside server/outbox uses its tables', async () => {
  const sources = (await readdir(SERVER, { recursive: true })).filter((file) =>
    /(?<!\.test|\.d)\.tsx?$/.test(file),
  )
  const texts = await Promise.all(sources.map((file) => readFile(join(SERVER, file), 'utf8')))
  const touching = sources.filter((_, index) => OWNED.test(texts[index] ?? ''))
  expect(touching.filter((file) => !EXEMPT.some((folder) => file.startsWith(folder)))).toEqual([])
  // Proves that the search finds anything.
  expect(touching).toContain('outbox/transitions.ts')
  expect(touching).toContain('store/migrations/schema.ts')
})
