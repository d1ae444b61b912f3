import { ADDRESS_KINDS, type AddressKind, isUuid, LIMITS, TEXT_FIELDS } from '../server/contract.ts'
import { type CustomField, type Option, readCustomFields } from './custom-fields.ts'

/** What `data-fields` can name, in the order of the documentation. */
export const FIELD_NAMES = [...TEXT_FIELDS, 'anniversary', 'birthday', 'address'] as const
export type FieldName = (typeof FIELD_NAMES)[number]
export type FieldRequest = { name: FieldName; required: boolean }

export const THEMES = ['auto', 'light', 'dark', 'none'] as const
export const ISOLATIONS = ['shadow', 'none', 'iframe'] as const
/** Moments of a form for which a site can name a global function. */
export const MOMENTS = ['ready', 'start', 'submit', 'success', 'error'] as const

/** Everything a site says about one form. Absent texts are left to the messages. */
export type Configuration = {
  /** `value` is the id of a list, in lower case. */
  lists: Option[]
  /** True: the visitor chooses among the lists. False: the sign-up is for all of them. */
  listChoice: boolean
  fields: FieldRequest[]
  customFields: CustomField[]
  addressKind: AddressKind
  /** The sentence beside the consent box; absent: consent is stated and there is no box. */
  consent: string | undefined
  title: string | undefined
  description: string | undefined
  button: string | undefined
  messages: { created: string | undefined; updated: string | undefined; accepted: string | undefined }
  /** The relay's address without a slash at its end. */
  endpoint: string | undefined
  language: string | undefined
  dir: 'ltr' | 'rtl' | undefined
  theme: (typeof THEMES)[number]
  isolation: (typeof ISOLATIONS)[number]
  /** Reserved height in CSS pixels. */
  height: number | undefined
  redirectUrl: string | undefined
  /** Names of global functions by moment. */
  callbacks: { [moment in (typeof MOMENTS)[number]]: string | undefined }
  debug: boolean
}

/** One wrong setting, for the site's developer: `data-<attribute>` <problem>; write <remedy>. */
export type ConfigurationFault = { attribute: string; problem: string; remedy: string }

export type ConfigurationReading =
  | { kind: 'configuration'; configuration: Configuration }
  | { kind: 'faults'; faults: ConfigurationFault[] }

/** What an attribute's text means, or what is wrong with it. */
type Meaning<T> = { value: T } | { problem: string }
type Row<T> = { parse: (text: string) => Meaning<T>; default: T; remedy: string }

/**
 * Reads a form's settings by their names without `data-` from wherever `read` finds them: a script tag, an
 * element, an address. Absent is null or undefined; an empty text counts as absent except where presence is
 * the meaning. All faults are named at once.
 */
export function readConfiguration(read: (name: string) => string | null | undefined): ConfigurationReading {
  const faults: ConfigurationFault[] = []
  const get = <T>(attribute: string, row: Row<T>): T => {
    const text = read(attribute)?.trim()
    if (!text) return row.default
    const meaning = row.parse(text)
    if ('value' in meaning) return meaning.value
    faults.push({ attribute, problem: meaning.problem, remedy: row.remedy })
    return row.default
  }
  const present = (attribute: string) => read(attribute) != null
  const listChoice = present('list-choice')

  const configuration: Configuration = {
    lists: get('lists', LISTS),
    listChoice,
    fields: get('fields', FIELDS),
    customFields: get('custom-fields', CUSTOM_FIELDS),
    addressKind: get('address-kind', oneOf(ADDRESS_KINDS, 'home')),
    consent: get('consent', textUpTo(LIMITS.consent_text)),
    title: get('title', TEXT),
    description: get('description', TEXT),
    button: get('button', TEXT),
    messages: {
      created: get('message-created', TEXT),
      updated: get('message-updated', TEXT),
      accepted: get('message-accepted', TEXT),
    },
    endpoint: get('endpoint', ADDRESS)?.replace(/\/+$/, ''),
    language: get('language', LANGUAGE),
    dir: get('dir', oneOf(['ltr', 'rtl'], undefined)),
    theme: get('theme', oneOf(THEMES, 'auto')),
    isolation: get('isolation', oneOf(ISOLATIONS, 'shadow')),
    height: get('height', HEIGHT),
    redirectUrl: get('redirect-url', ADDRESS),
    callbacks: {
      ready: get('on-ready', FUNCTION),
      start: get('on-start', FUNCTION),
      submit: get('on-submit', FUNCTION),
      success: get('on-success', FUNCTION),
      error: get('on-error', FUNCTION),
    },
    debug: present('debug'),
  }
  if (!faults.some(({ attribute }) => attribute === 'lists')) {
    const problem = configuration.lists.length
      ? listChoice && configuration.lists.some(({ label }) => !label) && 'has a list without a label to choose'
      : 'is missing'
    if (problem) faults.push({ attribute: 'lists', problem, remedy: LISTS.remedy })
  }
  return faults.length ? { kind: 'faults', faults } : { kind: 'configuration', configuration }
}

const LISTS: Row<Option[]> = {
  default: [],
  remedy: `1 to ${LIMITS.list_memberships} list ids, each as id or id=Label, separated by commas`,
  parse(text) {
    const lists: Option[] = []
    for (const item of split(text, ',')) {
      const [id = '', ...label] = item.split('=')
      const value = id.trim().toLowerCase()
      if (!isUuid(value)) return { problem: `has “${value}”, which is not a UUID` }
      if (lists.some((list) => list.value === value)) return { problem: `names ${value} twice` }
      lists.push({ value, label: label.join('=').replace(/%2c/gi, ',').trim() })
    }
    return lists.length > LIMITS.list_memberships ? { problem: 'names too many lists' } : { value: lists }
  },
}

const FIELDS: Row<FieldRequest[]> = {
  default: [],
  remedy: `any of ${FIELD_NAMES.join(' ')}, a * behind one that is required`,
  parse(text) {
    const fields: FieldRequest[] = []
    for (const item of split(text, /[\s,]+/)) {
      const name = FIELD_NAMES.find((known) => known === item.replace(/\*$/, ''))
      if (!name) return { problem: `has “${item}”, which is not a field` }
      if (fields.some((field) => field.name === name)) return { problem: `names ${name} twice` }
      fields.push({ name, required: item.endsWith('*') })
    }
    return { value: fields }
  },
}

const CUSTOM_FIELDS: Row<CustomField[]> = {
  default: [],
  remedy: 'a JSON array like [{"id":"uuid","label":"Favourite loaf","type":"text"}]',
  parse(text) {
    const fields = readCustomFields(text)
    return typeof fields === 'string' ? { problem: fields } : { value: fields }
  },
}

const TEXT = textUpTo(2000)

const ADDRESS = matching(isAddress, 'is not a web address', 'a whole address that begins with https://')
const LANGUAGE = matching(
  (text) => text.length <= LIMITS.language && /^[a-z]{2,8}(-[a-z\d]{1,8})*$/i.test(text),
  'is not a language tag',
  'a tag such as en or pt-BR',
)
const FUNCTION = matching(
  (text) => /^[\w$]+$/.test(text),
  'is not a name',
  'the name of a global function',
)

const HEIGHT: Row<number | undefined> = {
  default: undefined,
  remedy: 'whole CSS pixels, like 420',
  parse: (text) => (/^\d{1,4}$/.test(text) ? { value: Number(text) } : { problem: 'is not a height' }),
}

function oneOf<const T extends string, D extends T | undefined>(
  choices: readonly T[],
  fallback: D,
): Row<T | D> {
  return {
    default: fallback,
    remedy: `one of ${choices.join(' ')}`,
    parse(text) {
      const value = choices.find((choice) => choice === text)
      return value ? { value } : { problem: `is “${text}”` }
    },
  }
}

function textUpTo(limit: number) {
  return matching((text) => text.length <= limit, 'is too long', `at most ${limit} characters`)
}

function matching(test: (text: string) => boolean, problem: string, remedy: string): Row<string | undefined> {
  return { default: undefined, remedy, parse: (text) => (test(text) ? { value: text } : { problem }) }
}

function split(text: string, separator: string | RegExp): string[] {
  return text
    .split(separator)
    .map((item) => item.trim())
    .filter(Boolean)
}

function isAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol)
  } catch {
    return false
  }
}
