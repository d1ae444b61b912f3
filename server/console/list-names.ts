/** Reads what the lists of the account are called, by their ids in small letters, as far as that is known. */
export type ListNames = () => Promise<ReadonlyMap<string, string>>

/** Lists by their names; one without a known name by its id. */
export function namesOf(lists: readonly string[], names: ReadonlyMap<string, string>): string {
  return lists.map((id) => names.get(id.toLowerCase()) ?? id).join(', ')
}
