import { edits } from '../../widget/diagnostics/edit-distance.ts'
import { environment } from './environment.ts'

/** Shorter names are too near to those of other programs (HOST, HOME). */
const SHORTEST = 8
const MOST_EDITS = 2

/**
 * Variables that are no setting, but look like one that is not set: a slip there takes a protection away without a word.
 * Names only, never a value.
 */
export function misspeltSettings(
  variables: Record<string, string | undefined>,
): { given: string; meant: string }[] {
  const known = Object.keys(environment.shape).filter((name) => name.length >= SHORTEST)
  return Object.keys(variables)
    .filter((given) => !(given in environment.shape))
    .flatMap((given) => {
      const meant = known.find((name) => variables[name] === undefined && edits(given, name) <= MOST_EDITS)
      return meant === undefined ? [] : [{ given, meant }]
    })
}
