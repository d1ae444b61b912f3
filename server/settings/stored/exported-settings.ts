import { z } from 'zod'
import { parseJson } from '../../http/parse-json.ts'
import { isOwnerSetting, type OwnerSetting } from './owner-settings.ts'
import type { Changes } from './save-settings.ts'

const EXPORT = z.object({
  settings: z.record(z.string(), z.string('must be a text')),
  missing: z.array(z.string()).default([]),
})

/** Reads what `settings export` prints. Which names and values may be saved is not its business. */
export function readExport(
  text: string,
): { kind: 'export'; settings: Changes; missing: OwnerSetting[] } | { kind: 'faults'; sentences: string[] } {
  const value = parseJson(text)
  if (value === undefined) return { kind: 'faults', sentences: ['What came by standard input is not JSON.'] }
  const { data, error } = EXPORT.safeParse(value)
  if (data !== undefined) return { kind: 'export', ...data, missing: data.missing.filter(isOwnerSetting) }
  const faults = error.issues.map(({ path, message }) =>
    path.length > 1 ? `${path.slice(1).join('.')} ${message}.` : 'It is not what "settings export" prints.',
  )
  return { kind: 'faults', sentences: [...new Set(faults)] }
}
