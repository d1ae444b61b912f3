import type { ComponentChildren } from 'preact'
import {
  ADDRESS_KINDS,
  ADDRESS_PARTS,
  type AddressKind,
  type AddressPart,
  isUuid,
  SETTING_LIMITS,
  TEXT_FIELDS,
} from '../../server/contract.ts'
import { toJson } from '../json.ts'
import { allOrNone, type CustomField, type Option, readCustomFields } from './custom-fields.ts'

/** What `data-fields` can name: an address, or single parts of one. */
export const FIELD_NAMES = [...TEXT_FIELDS, 'anniversary', 'birthday', 'address', ...ADDRESS_PARTS] as const
export type FieldName = (typeof FIELD_NAMES)[number]
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
  /** The same with its links drawn, where links.tsx has done so. */
  consentLabel?: ComponentChildren
  title: string | undefined
  description: ComponentChildren
  button: string | undefined
  /** The site's own words in place of ours: own-words.ts reads them. */
  words: Setting | undefined
  messages: { created: string | undefined; updated: string | undefined; accepted: string | undefined }
  /** The relay's address without a slash at its end. */
  endpoint: string | undefined
  language: string | undefined
  dir: (typeof DIRECTIONS)[number] | undefined
  theme: (typeof THEMES)[number]
  isolation: (typeof ISOLATIONS)[number]
  /** Gives parts their classes, where part-classes.ts has read some. */
  addClasses?: (root: ParentNode & Node, signal: AbortSignal) => void
  /** Reserved height in CSS pixels. */
  height: number | undefined
  redirectUrl: string | undefined
  /** What fields hold at first: prefilled.ts reads it. */
  prefill: Setting | undefined
  /** Fields that the page's address may fill in. */
  prefillFrom: string | undefined
  /** Hidden custom fields that keep a parameter of the address the visitor first came to. */
  capture: string | undefined
  /** True: the page's dataLayer hears of an accepted sign-up. */
  datalayer: boolean
  callbacks: { event: (typeof CALLBACK_EVENTS)[number]; name: string | undefined }[]
}

/** A setting as a page gives it: the text of an attribute, or an option that is custom fields or prefilled values. */
export type Setting = string | object

/** A setting that is missing (empty text) or cannot be read; explain.ts says what to write instead. */
export type ConfigurationFault = { attribute: string; text: string }

/** What a form cannot do without: without its lists, its fields or its consent it would be another one. */
const ESSENTIAL = /lists|fields|kind|consent|endpoint/

const NOT_IN_ADDRESS = /endpoint|prefill$|messages/

/**
 * `configuration` is undefined where the form cannot do without what is wrong; otherwise that is left out. `settings`: the
 * texts that were read, by name, but for what no address may tell, and words, for which it is too short.
 */
type ConfigurationReading = { faults: ConfigurationFault[]; debug: boolean } & (
  | { configuration: Configuration; settings: { [name: string]: string } }
  | { configuration?: undefined }
)

/**
 * Reads a form's settings by their names without `data-` from wherever `find` finds them: a script tag, an
 * element, an address, options. Absent is null or undefined, and `false`, which React writes; an empty text counts as absent
 * except where presence is the meaning. `base` is the address of the page, if there is one. All faults are named at once.
 */
export function readConfiguration(
  find: (name: string) => Setting | null | undefined,
  base?: string,
): ConfigurationReading {
  const faults: ConfigurationFault[] = []
  const settings: { [name: string]: string } = {}
  const read = (name: string) => {
    const setting = find(name)
    if (setting == null || String(setting).trim().toLowerCase() === 'false') return
    if (!NOT_IN_ADDRESS.test(name)) settings[name] = textOf(setting)
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

  const configuration: Configuration = {
    lists,
    listChoice,
    fields: get('fields', readFields) ?? [],
    customFields,
    addressKind: get('address-kind', (given) => oneOf(ADDRESS_KINDS)(given.toLowerCase())) ?? 'home',
    consent: get('consent', (given) => (given.length > SETTING_LIMITS.consent_text ? undefined : given)),
    title: text('title'),
    description: text('description'),
    button: text('button'),
    messages: {
      created: text('message-created'),
      updated: text('message-updated'),
      accepted: text('message-accepted'),
    },
    words: get('messages', (_, setting) => setting),
    endpoint: get('endpoint', (given) => readAddress(given) && given)?.replace(/\/+$/, ''),
    language: get('language', matching(/^[a-z]{2,8}([-_][a-z\d]+)*$/i))?.replace(/_/g, '-'),
    dir: get('dir', oneOf(DIRECTIONS)),
    theme: get('theme', oneOf(THEMES)) ?? 'auto',
    isolation: get('isolation', oneOf(ISOLATIONS)) ?? 'shadow',
    height: Number(get('height', matching(/^\d{1,4}$/))) || undefined,
    redirectUrl: get('redirect-url', (given) => readAddress(given, base)),
    prefill: get('prefill', (_, setting) => setting),
    prefillFrom: text('prefill-from'),
    capture: text('capture'),
    datalayer: has('datalayer'),
    callbacks: CALLBACK_EVENTS.map((event) => ({ event, name: get(`on-${event}`, matching(/^[\w$]+$/)) })),
  }
  if (!settings['lists']?.trim()) faults.push({ attribute: 'lists', text: '' })
  const debug = has('debug')
  if (faults.some(({ attribute }) => ESSENTIAL.test(attribute))) return { faults, debug }
  for (const { attribute } of faults) delete settings[attribute]
  if (configuration.redirectUrl) settings['redirect-url'] = configuration.redirectUrl
  return { configuration, settings, faults, debug }
}

function textOf(setting: Setting): string {
  return typeof setting === 'string' ? setting : toJson(setting)
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
  const isWhole = text.includes('address')
  // The parts of a whole address would be there twice.
  return allOrNone(fields, ({ name }) => (isWhole && isAddressPart(name) ? 'address' : name))
}

export function isAddressPart(name: FieldName): name is AddressPart {
  const parts: readonly FieldName[] = ADDRESS_PARTS
  return parts.includes(name)
}

function readAddress(text: string, base?: string): string | undefined {
  try {
    const { protocol, href } = new URL(text, base)
    return /^https?:$/.test(protocol) ? href : undefined
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
