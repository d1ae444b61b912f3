import { editDistance } from '../../../widget/diagnostics/edit-distance.ts'
import type { Fault } from '../rules.ts'
import { SETTING_NAMES } from '../table.ts'
import { isOwnerSetting, OWNER_SETTINGS } from './owner-settings.ts'

const MAX_DISTANCE = 2

/** Names of what cannot be kept in the database. */
export function faultsOfNames(names: readonly string[]): Fault[] {
  return names
    .filter((name) => !isOwnerSetting(name))
    .map((name) => ({ name, sentence: `${name} ${reason(name)}` }))
}

function reason(name: string): string {
  if (SETTING_NAMES.some((known) => known === name)) return 'can be set in the environment only'
  const meant = OWNER_SETTINGS.find((known) => editDistance(name.toUpperCase(), known) <= MAX_DISTANCE)
  return `is no setting${meant === undefined ? '' : `: did you mean ${meant}?`}`
}
