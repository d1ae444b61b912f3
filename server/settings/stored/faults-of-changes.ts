import { type Fault, faultsOfRequired, faultsOfValues, type Given } from '../rules.ts'
import { isOwnerSetting, type OwnerSetting, type OwnerValues } from './owner-settings.ts'
import { SANDBOX_APPLICATION, withStored } from './with-stored.ts'

type Before = { stored: OwnerValues; environment: Given; isSandbox: boolean }

/**
 * What is wrong with changes, each by itself and together with everything else that is set. A setting may be missing until
 * the relay is set up. A fault that was there before is not one of other settings' changes: of two, none could be mended.
 */
export function faultsOfChanges(
  changes: ReadonlyMap<OwnerSetting, string | null>,
  { stored, environment, isSandbox }: Before,
): Fault[] {
  const changed = { ...stored }
  for (const [name, value] of changes) {
    if (value === null) delete changed[name]
    else changed[name] = value
  }
  const before = withStored(environment, stored, isSandbox)
  const after = withStored(environment, changed, isSandbox)
  const known = new Set(faultsOfValues(before, isSandbox).map(({ sentence }) => sentence))
  return [
    ...[...changes.keys()].flatMap((name) => faultOfPlace(name, environment, isSandbox)),
    ...(isSandbox || missing(before).length > 0 ? [] : missing(after)),
    ...faultsOfValues(after, isSandbox).filter(
      ({ name, sentence }) => !known.has(sentence) || (isOwnerSetting(name) && changes.has(name)),
    ),
  ]
}

/** The required settings that the owner has not given yet. */
function missing(given: Given): Fault[] {
  return faultsOfRequired(given).filter(({ name }) => isOwnerSetting(name))
}

/** A setting that is set in another place cannot be changed here. */
function faultOfPlace(name: OwnerSetting, environment: Given, isSandbox: boolean): Fault[] {
  if (environment[name] !== undefined)
    return [{ name, sentence: `${name} is set in the environment, which wins: change it there` }]
  if (isSandbox && SANDBOX_APPLICATION.includes(name))
    return [{ name, sentence: `${name} cannot be set in the sandbox, which has an application of its own` }]
  return []
}
