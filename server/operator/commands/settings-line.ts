/** A valid `settings` command. `value`: `-` stands for what comes by standard input. */
export type SettingsLine = { json: boolean } & (
  | { action: 'show' | 'export' | 'import' }
  | { action: 'set'; name: string; value: string }
)

export const SETTINGS_USAGE = `  settings show     show the settings of the owner, and where each comes from
  settings set NAME VALUE
                    save one in the database; "" removes it, and - reads it
                    from standard input, so that no history keeps a secret
  settings export   print what is saved as JSON, without secrets
  settings import   save what an export holds, read from standard input`

/** Reads the words after `settings`, or says what is wrong with them. */
export function readSettingsLine(words: readonly string[], json: boolean): SettingsLine | string {
  const [action = '', name, value, ...more] = words
  if (action === 'set') {
    if (name === undefined || value === undefined || more.length > 0)
      return 'settings set takes a NAME and a VALUE.'
    return { action, json, name, value }
  }
  if (action !== 'show' && action !== 'export' && action !== 'import')
    return 'settings takes show, set, export or import.'
  return words.length === 1 ? { action, json } : `settings ${action} takes no arguments.`
}
