import {
  ADDRESS_KINDS,
  type AddressKind,
  isUuid,
  SETTING_LIMITS,
  TEXT_FIELDS,
} from '../../server/contract.ts'
import { toJson } from '../json.ts'
import { allOrNone, type CustomField, type Option, readCustomFields } from './custom-fields.ts'
import { type Link, pathOf, readLinks, readPrefill } from './prefill.ts'

/** What `data-fields` can name. */
export const FIELD_NAMES = [...TEXT_FIELDS, 'anniversary', 'birthday', 'address'] as const
type FieldName = (typeof FIELD_NAMES)[number]
type FieldRequest = { name: FieldName; required: boolean }

export const DIRECTIONS = ['ltr', 'rtl'] as const
export const THEMES = ['auto', 'light', 'dark', 'none'] as const
export const ISOLATIONS = ['shadow', 'none', 'iframe'] as const
/** The events for which a site can name a global function. */
const CALLBACK_EVENTS = ['ready', 'start', 'submit', 'success', 'error'] as const

/** Everything a site says about one form; what it left out is undefined, or the default of the documentation. */
export type Configuration = {
  /** `value` is the id of a list, in lower case. */
  lists: Option[]
  /** True: the visitor chooses among the lists. False: the sign-up is for all of them. */
  listChoice: boolean
  fields: FieldRequest[]
  customFields: CustomField[]
  addressKind: AddressKind
  /** The sentence beside the consent box; undefined: consent is stated and there is no box. */
  consent: string | undefined
  title: string | undefined
  description: string | undefined
  button: string | undefined
  messages: { created: string | undefined; updated: string | undefined; accepted: string | undefined }
  /** The relay's address without a slash at its end. */
  endpoint: string | undefined
  language: string | undefined
  dir: (typeof DIRECTIONS)[number] | undefined
  theme: (typeof THEMES)[number]
  isolation: (typeof ISOLATIONS)[number]
  /** Reserved height in CSS pixels. */
  height: number | undefined
  redirectUrl: string | undefined
  /** What fields hold at first, by path. */
  prefill: { [path: string]: string[] }
  /** Fields that the page's address may fill in. */
  prefillFrom: Link[]
  /** Hidden custom fields that keep a parameter of the address the visitor first came to. */
  capture: Link[]
  /** True: the page's dataLayer hears of an accepted sign-up. */
  datalayer: boolean
  callbacks: { event: (typeof CALLBACK_EVENTS)[number]; name: string | undefined }[]
}

/** A setting as a page gives it: the text of an attribute, or an option that is custom fields or prefilled values. */
export type Setting = string | object

/** A setting that is missing (empty text) or cannot be read; explain.ts says what to write instead. */
export type ConfigurationFault = { attribute: string; text: string }

type ConfigurationReading = {
  debug: boolean
} /** `settings`: the texts that were read, by name, but for what no address may tell: endpoint and prefill. */ & (
  | { kind: 'configuration'; configuration: Configuration; settings: { [name: string]: string } }
  | { kind: 'faults'; faults: ConfigurationFault[] }
)

/**
 * Reads a form's settings by their names without `data-` from wherever `find` finds them: a script tag, an
 * element, an address, options. Absent is null or undefined; an empty text counts as absent except where presence is
 * the meaning. All faults are named at once.
 */
export function readConfiguration(find: (name: string) => Setting | null | undefined): ConfigurationReading {
  const faults: ConfigurationFault[] = []
  const settings: { [name: string]: string } = {}
  const read = (name: string) => {
    const setting = find(name)
    if (setting != null && name !== 'endpoint' && name !== 'prefill') settings[name] = textOf(setting)
    return setting
  }
  const get = <T>(
    attribute: string,
    parse: (text: string, setting: Setting) => T | undefined,
  ): T | undefined => {
    const setting = read(attribute) ?? ''
    const text = textOf(setting).trim()
    if (!text) return
    const value = parse(text, setting)
    if (value === undefined) faults.push({ attribute, text })
    return value
  }
  const has = (attribute: string) => read(attribute) != null
  const text = (attribute: string) => get(attribute, (given) => given)
  const listChoice = has('list-choice')

  const lists = get('lists', (given) => readLists(given, listChoice)) ?? []
  const customFields = get('custom-fields', readCustomFields) ?? []
  const capture = get('capture', (given) => readLinks(given, isUuid)) ?? []
  for (const { path } of capture) {
    if (!customFields.some(({ id }) => pathOf(id) === path)) customFields.push(hiddenField(path))
  }

  const configuration: Configuration = {
    lists,
    listChoice,
    fields: get('fields', readFields) ?? [],
    customFields,
    addressKind: get('address-kind', oneOf(ADDRESS_KINDS)) ?? 'home',
    consent: get('consent', matching(new RegExp(`^[^]{1,${SETTING_LIMITS.consent_text}}$`))),
    title: text('title'),
    description: text('description'),
    button: text('button'),
    messages: {
      created: text('message-created'),
      updated: text('message-updated'),
      accepted: text('message-accepted'),
    },
    endpoint: get('endpoint', readAddress)?.replace(/\/+$/, ''),
    language: get('language', matching(/^[a-z]{2,8}(-[a-z\d]{1,8}){0,3}$/i)),
    dir: get('dir', oneOf(DIRECTIONS)),
    theme: get('theme', oneOf(THEMES)) ?? 'auto',
    isolation: get('isolation', oneOf(ISOLATIONS)) ?? 'shadow',
    height: Number(get('height', matching(/^\d{1,4}$/))) || undefined,
    redirectUrl: get('redirect-url', readAddress),
    prefill: get('prefill', readPrefill) ?? {},
    prefillFrom: get('prefill-from', (given) => readLinks(given)) ?? [],
    capture,
    datalayer: has('datalayer'),
    callbacks: CALLBACK_EVENTS.map((event) => ({ event, name: get(`on-${event}`, matching(/^[\w$]+$/)) })),
  }
  if (!settings['lists']?.trim()) faults.push({ attribute: 'lists', text: '' })
  const debug = has('debug')
  return faults.length
    ? { kind: 'faults', faults, debug }
    : { kind: 'configuration', configuration, settings, debug }
}

function textOf(setting: Setting): string {
  return typeof setting === 'string' ? setting : toJson(setting)
}

function hiddenField(path: string): CustomField {
  const id = path.replace(/.*\./, '')
  return { id, type: 'hidden', label: '', required: false, options: [], value: '', help: '' }
}

function readLists(text: string, labelled: boolean): Option[] | undefined {
  const lists = split(text, /,/).map((item) => {
    const [id = '', ...rest] = item.split('=')
    const label = rest.join('=').replace(/%2c/gi, ',').trim()
    return isUuid(id.trim()) && (label || !labelled) ? { value: id.trim().toLowerCase(), label } : undefined
  })
  if (!lists.length || lists.length > SETTING_LIMITS.list_memberships) return
  return allOrNone(lists, ({ value }) => value)
}

function readFields(text: string): FieldRequest[] | undefined {
  const fields = split(text, /[\s,]+/).map((item) => {
    const name = FIELD_NAMES.find((known) => known === item.replace(/\*$/, ''))
    return name && { name, required: item.endsWith('*') }
  })
  return allOrNone(fields, ({ name }) => name)
}

function readAddress(text: string): string | undefined {
  try {
    return /^https?:$/.test(new URL(text).protocol) ? text : undefined
  } catch {
    return
  }
}

function oneOf<const T extends string>(choices: readonly T[]) {
  return (text: string) => choices.find((choice) => choice === text)
}

function matching(pattern: RegExp) {
  return (text: string) => (pattern.test(text) ? text : undefined)
}

function split(text: string, separator: RegExp): string[] {
  return text.split(separator).filter((item) => item.trim())
}
