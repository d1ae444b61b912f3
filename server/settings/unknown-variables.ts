import { editDistance } from '../../widget/diagnostics/edit-distance.ts'
import { SECRET_FILES } from './secret-files.ts'
import { SETTING_NAMES } from './table.ts'

const NAMES: readonly string[] = [...SETTING_NAMES, ...SECRET_FILES]

/** Shorter names are too similar to those of other programs (HOST, HOME). */
const MIN_LENGTH = 8
const MAX_DISTANCE = 2

/**
 * Variables that look like misspellings of settings that are not set: such a slip could silently remove a protection. Returns
 * names only, never values.
 */
export function misspelledSettings(
  environment: Record<string, string | undefined>,
): { given: string; meant: string }[] {
  const unset = NAMES.filter((name) => name.length >= MIN_LENGTH && environment[name] === undefined)
  return Object.keys(environment)
    .filter((given) => !NAMES.includes(given))
    .flatMap((given) => {
      const meant = unset
        .filter((name) => Math.abs(name.length - given.length) <= MAX_DISTANCE)
        .find((name) => editDistance(given.toUpperCase(), name) <= MAX_DISTANCE)
      return meant === undefined ? [] : [{ given, meant }]
    })
}
