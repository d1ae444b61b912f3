import type { Clock } from './clock.ts'

type ContactList = {
  list_id: string
  name: string
  description: string
  created_at: string
  deleted_at?: string
}
type CustomFieldType =
  | 'string'
  | 'text_area'
  | 'date'
  | 'datetime'
  | 'number'
  | 'currency'
  | 'boolean'
  | 'single_select'
  | 'multi_select'
/** What a number or an amount may be, and how choices are shown; nothing negative unless it says so. */
type Metadata = {
  allow_negative?: boolean | undefined
  integer?: boolean | undefined
  decimal_places?: number | undefined
  display_type?: string | undefined
}
type Choice = { choice_id: number; choice_label: string; display_order: number; deleted_at?: string }
export type CustomField = {
  custom_field_id: string
  label: string
  name: string
  type: CustomFieldType
  metadata?: Metadata
  version: number
  choices?: Choice[]
}

/**
 * The account's lists and custom fields. Ids are case-insensitive, as UUIDs are. `lists` has deleted ones too, and `list`
 * only those that are left.
 */
export type Account = {
  lists(): ContactList[]
  customFields(): CustomField[]
  list(id: string): ContactList | undefined
  customField(id: string): CustomField | undefined
  addList(list: NewList): void
  addCustomField(field: NewCustomField): void
  reset(): void
}

export type NewList = {
  list_id: string
  name: string
  description?: string | undefined
  deleted_at?: string | undefined
}

/** A choice that was deleted keeps its place and says when. */
type NewChoice = string | { choice_label: string; deleted_at?: string | undefined }

export type NewCustomField = {
  custom_field_id: string
  label: string
  type: CustomFieldType
  metadata?: Metadata | undefined
  choices?: NewChoice[] | undefined
}

const LISTS = [
  ['d13d60d0', 'Newsletter', 'What comes out of the oven this month'],
  ['d13d60d1', 'Events and tastings', 'Evenings at the long table'],
  ['d13d60d2', 'Baking workshops', 'Hands in the dough'],
] as const

const FIELDS: [suffix: string, label: string, type: CustomFieldType, choices?: string[]][] = [
  ['c1', 'Favourite loaf', 'string'],
  ['c2', 'Anything we should know', 'text_area'],
  ['c3', 'First visit', 'date'],
  ['c4', 'People in your household', 'number'],
  ['c5', 'How did you hear about us', 'single_select', ['A friend', 'The market', 'Online', 'Walking past']],
  ['c6', 'What interests you', 'multi_select', ['Bread', 'Pastry', 'Coffee', 'Workshops']],
  ['c7', 'Wholesale customer', 'boolean'],
  ['c8', 'Source', 'string'],
]

/** The account of "Juniper & Rye", a fictional bakery. */
export function createAccount(clock: Clock): Account {
  const lists = new Map<string, ContactList>()
  const fields = new Map<string, CustomField>()

  const account: Account = {
    lists: () => [...lists.values()],
    customFields: () => [...fields.values()],
    list(id) {
      const list = lists.get(id.toLowerCase())
      return list?.deleted_at === undefined ? list : undefined
    },
    customField: (id) => fields.get(id.toLowerCase()),
    addList({ list_id, name, description = '', deleted_at }) {
      const id = list_id.toLowerCase()
      const list = { list_id: id, name, description, created_at: clock.iso() }
      lists.set(id, deleted_at === undefined ? list : { ...list, deleted_at })
    },
    addCustomField({ custom_field_id, label, type, metadata, choices }) {
      const id = custom_field_id.toLowerCase()
      const field: CustomField = {
        custom_field_id: id,
        label,
        name: label.replace(/ /g, '_'),
        type,
        version: 1,
      }
      if (metadata !== undefined) field.metadata = metadata
      if (choices !== undefined) field.choices = choices.map(toChoice)
      fields.set(id, field)
    },
    reset() {
      lists.clear()
      fields.clear()
      for (const [start, name, description] of LISTS) {
        account.addList({ list_id: `${start}-f256-11e8-b47d-fa163e56c9b0`, name, description })
      }
      for (const [suffix, label, type, choices] of FIELDS) {
        account.addCustomField({
          custom_field_id: `1618ae62-4752-11e9-9c8a-fa163e6b01${suffix}`,
          label,
          type,
          choices,
        })
      }
    },
  }
  account.reset()
  return account
}

function toChoice(choice: NewChoice, index: number): Choice {
  const { choice_label, deleted_at } = typeof choice === 'string' ? { choice_label: choice } : choice
  const kept = { choice_id: index, choice_label, display_order: index + 1 }
  return deleted_at === undefined ? kept : { ...kept, deleted_at }
}
