import { editDistance } from '../../../widget/diagnostics/edit-distance.ts'
import { parseAccent } from '../../brand/brand.ts'
import { isLogoData, readLogoData } from '../../brand/logo.ts'
import { isPrivateHostname } from '../../http/public-address.ts'
import { type Fault, faultsOfRequired, faultsOfValues, type Given } from '../rules.ts'
import { SETTING_NAMES } from '../table.ts'
import { isOwnerSetting, OWNER_SETTINGS, type OwnerSetting } from './owner-settings.ts'
import { SANDBOX_APPLICATION } from './with-stored.ts'

/** Some hundred list ids or sites. */
const MAX_LENGTH = 20_000
/** An image of 500 kB in base64. */
const MAX_LOGO_LENGTH = 700_000

/** A name that is no further from a setting's may be meant to be it. */
const MAX_DISTANCE = 2

/** Names of what cannot be kept in the database. */
export function faultsOfUnknown(names: readonly string[]): Fault[] {
  return names
    .filter((name) => !isOwnerSetting(name))
    .map((name) => ({ name, sentence: `${name} ${reason(name)}` }))
}

function reason(name: string): string {
  if (SETTING_NAMES.some((known) => known === name)) return 'can be set in the environment only'
  const meant = OWNER_SETTINGS.find((known) => editDistance(name.toUpperCase(), known) <= MAX_DISTANCE)
  return `is no setting${meant === undefined ? '' : `: did you mean ${meant}?`}`
}

/** `before` and `after`: what is in force, stored or set by the environment. */
type InForce = { before: Given; after: Given; environment: Given; isSandbox: boolean }

/**
 * What is wrong with changes, each by itself and together with everything else that is set. A setting may be missing until
 * the relay is set up. A fault that was there before is not one of other settings' changes: of two, none could be mended.
 */
export function faultsOfChanges(
  changes: ReadonlyMap<OwnerSetting, string | null>,
  { before, after, environment, isSandbox }: InForce,
): Fault[] {
  const names = [...changes.keys()]
  const known = new Set(faultsOfValues(before, isSandbox).map(({ sentence }) => sentence))
  const wrong = faultsOfValues(after, isSandbox)
    .map((fault) => ({ ...fault, name: nameBeside(fault, names) }))
    .filter(({ name, sentence }) => !known.has(sentence) || names.some((changed) => changed === name))
  return [
    ...names.flatMap((name) => faultOfPlace(name, environment, isSandbox)),
    ...(isSandbox || missing(before).length > 0 ? [] : missing(after)),
    ...wrong,
    ...[...changes]
      .filter(([name]) => !wrong.some((fault) => fault.name === name))
      .flatMap(([name, value]) => (value === null ? [] : faultsOfText(name, value))),
  ]
}

/** The setting that the fault is shown beside: if possible one that was changed, of those that it names. */
function nameBeside({ name, sentence }: Fault, changed: readonly string[]): string {
  return changed.includes(name) ? name : (changed.find((other) => sentence.includes(other)) ?? name)
}

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

/** What the environment may hold, or only warns about, and the database may not. */
function faultsOfText(name: OwnerSetting, value: string): Fault[] {
  const most = name === 'BRAND_LOGO' ? MAX_LOGO_LENGTH : MAX_LENGTH
  if (value.length > most) return [{ name, sentence: `${name} is too long` }]
  if (/[\p{Cc}\p{Cs}]/u.test(value)) return [{ name, sentence: `${name} must be a single line of text` }]
  if (name === 'BRAND_ACCENT' && parseAccent(value) === undefined)
    return [{ name, sentence: `${name} must be a colour such as 7a1f3d` }]
  if (name === 'ALERT_WEBHOOK' && URL.canParse(value) && isPrivateHostname(new URL(value).hostname))
    return [
      {
        name,
        sentence: `${name} must be an address on the internet: one on this machine or a private network can only be set in the environment`,
      },
    ]
  if (name !== 'BRAND_LOGO') return []
  if (!isLogoData(value))
    return [
      {
        name,
        sentence: `${name} must be the image itself: a file is read only where the environment names it`,
      },
    ]
  const read = readLogoData(value)
  return read.kind === 'unusable' ? [{ name, sentence: `${name} ${read.why}` }] : []
}
