import { ADDRESS_KINDS, isUuid, LIMITS } from '../../server/contract.ts'
import {
  type ConfigurationFault,
  DIRECTIONS,
  FIELD_NAMES,
  ISOLATIONS,
  THEMES,
} from '../configuration/configuration.ts'
import { CUSTOM_FIELD_TYPES, readCustomField } from '../configuration/custom-fields.ts'

const ADDRESS = 'a full address that begins with https://'
const FUNCTION = 'the name of a global function'

/** What to write instead, by attribute. */
const REMEDIES: { [attribute: string]: string } = {
  lists: `1 to ${LIMITS.list_memberships} different list ids, each as id or id=Label, separated by commas; with data-list-choice each needs a label`,
  fields: `any of ${FIELD_NAMES.join(' ')}, each at most once, and address without its parts, with a * after each required one`,
  'custom-fields': `a JSON array of at most ${LIMITS.custom_fields} objects like {"id":"…","label":"Favourite loaf","type":"text"}`,
  'address-kind': `one of ${ADDRESS_KINDS.join(' ')}`,
  consent: `a sentence of at most ${LIMITS.consent_text} characters`,
  endpoint: `the relay’s address, ${ADDRESS}; an inlined script cannot detect it`,
  language: 'a language tag such as en or pt-BR',
  dir: `one of ${DIRECTIONS.join(' ')}`,
  theme: `one of ${THEMES.join(' ')}`,
  isolation: `one of ${ISOLATIONS.join(' ')}`,
  height: 'a number of CSS pixels, such as 420',
  'redirect-url': 'an address that begins with https://, or one of this site, such as /thanks',
  messages:
    'a JSON object like {"label.button":"Join"}, with the keys and placeholders of widget/messages/languages/en.json, and lang for its language',
  prefill: 'fields and values as in a query string, such as first_name=Ada&last_name=Byron',
  'prefill-from': 'fields such as email_address, each as field or field=parameter, separated by commas',
  capture: 'ids of custom fields, each as id=parameter, separated by commas',
  'on-ready': FUNCTION,
  'on-start': FUNCTION,
  'on-submit': FUNCTION,
  'on-success': FUNCTION,
  'on-error': FUNCTION,
}

/** One line for the developer of a site: which attribute is wrong, how, and what to write instead. */
export function explain({ attribute, text }: ConfigurationFault): string {
  if (text === 'street_address.country')
    return `data-${attribute} has a country that is not known. Write its English name or its code, such as US.`
  return `data-${attribute} ${problemOf(attribute, text)}. Write ${REMEDIES[attribute]}.`
}

function problemOf(attribute: string, text: string): string {
  if (!text) return 'is missing'
  if (attribute.startsWith('prefill') && /^[\w.-]+$/.test(text))
    return `names “${text}”, which is not a field to fill in`
  switch (attribute) {
    case 'lists':
      return problemOfLists(text)
    case 'custom-fields':
      return problemOfCustomFields(text)
    case 'messages':
      return problemOfMessages(text)
    default:
      return `cannot be “${shortened(text)}”`
  }
}

/** `text` is the whole, or tells what in it is wrong as own-words.ts writes it. */
function problemOfMessages(text: string): string {
  const [, key] = /^key “(.*)”$/s.exec(text) ?? []
  if (key !== undefined) return `names “${shortened(key)}”, which is not a key of ours`
  return /^[\w.]+ = /.test(text) ? `cannot have “${shortened(text)}”` : 'is not a JSON object'
}

const MOST_CHARACTERS = 80

function shortened(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text
}

function problemOfLists(text: string): string {
  const [, other] = /[;&](?:amp;)?(?:data-)?([a-z-]+)=/i.exec(text) ?? []
  if (other) return `contains another setting, ${other}: separate them by a plain &`
  const ids = text.split(',').map((item) => item.replace(/=.*/s, '').trim())
  const wrong = ids.find((id) => id && !isUuid(id))
  if (wrong !== undefined) return `names “${wrong}”, which is not a list id`
  if (new Set(ids).size < ids.length) return 'names a list twice'
  return ids.length > LIMITS.list_memberships ? 'names too many lists' : 'has a list without a label'
}

function problemOfCustomFields(text: string): string {
  const entries = parse(text)
  if (!Array.isArray(entries)) return 'is not a JSON array'
  if (entries.length > LIMITS.custom_fields) return 'has too many entries'
  const wrong = entries.findIndex((entry) => !readCustomField(entry))
  if (wrong < 0) return 'names a field twice'
  return `is wrong in entry ${wrong + 1}: ${problemOfEntry(entries[wrong])}`
}

function problemOfEntry(entry: unknown): string {
  const { id, type, label, value, options, required }: Record<string, unknown> = Object(entry)
  if (typeof id !== 'string' || !isUuid(id)) return 'its id is not the id of a custom field'
  if (!CUSTOM_FIELD_TYPES.some((known) => known === type))
    return `its type must be one of ${CUSTOM_FIELD_TYPES.join(' ')}`
  if (type === 'hidden' && !value) return 'a hidden field needs a value'
  if (type !== 'hidden' && !label) return 'it has no label'
  if (required !== undefined && typeof required !== 'boolean') return 'required must be true or false'
  if ((type === 'select' || type === 'radio') && !options) return `a ${type} needs options`
  return `label, help and value must be strings, and options must be different strings or {"value","label"} objects; a value may have at most ${LIMITS.custom_field_value} characters`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
