import type { ContactList } from '../constant-contact/api/records.ts'

/** What the lists of the account are called, by their ids in small letters, as far as that is known. */
export type ListNames = ReadonlyMap<string, string>

/** Lists by their names; one without a known name by its id. */
export function namesOf(lists: readonly string[], names: ListNames): string {
  return lists.map((id) => names.get(id.toLowerCase()) ?? id).join(', ')
}

export function listNamesOf(lists: readonly ContactList[] = []): ListNames {
  return new Map(lists.map(({ id, name }) => [id.toLowerCase(), name]))
}
