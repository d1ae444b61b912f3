import { z } from 'zod'
import { parseJson } from '../../http/parse-json.ts'
import type { SettingsLine } from '../../operator/commands/settings-line.ts'
import { json, type Output, pairs, write } from '../../operator/commands/terminal.ts'
import { minuteOf } from '../../operator/format.ts'
import { RELAY } from '../../operator/relay-command.ts'
import { abbreviate } from './abbreviate.ts'
import { isOwnerSetting, type OwnerSetting } from './owner-settings.ts'
import type { Changes } from './save-settings.ts'
import type { SavedBy } from './settings-history.ts'
import type { ShownSetting } from './show-settings.ts'
import type { StoredSettings } from './stored-settings.ts'
import { readInput, type TextInput } from './text-input.ts'

type Parts = { stored: StoredSettings; input: TextInput; out: Output; err: Output }

/** Shows or changes the owner's settings. Resolves to the exit code. */
export async function runSettingsCommand(line: SettingsLine, parts: Parts): Promise<0 | 1> {
  const { stored, input, out, err } = parts
  switch (line.action) {
    case 'show': {
      const shown = await stored.show()
      const text = () => pairs(shown.settings.map((setting) => [setting.name, inWords(setting)]))
      await write(out, line.json ? json(shown) : text())
      return 0
    }
    case 'export':
      await write(out, `${JSON.stringify(await stored.export(), null, 2)}\n`)
      return 0
    case 'set': {
      const value = line.value === '-' ? await readInput(input, { err, prompt: line.name }) : line.value
      return save({ [line.name]: value }, { by: 'command', isJson: line.json }, parts)
    }
    case 'import': {
      const read = readExport(await readInput(input, { err, prompt: 'The export' }))
      if (read.kind === 'faults') return refuse(read.sentences, err)
      const code = await save(read.settings, { by: 'import', isJson: line.json }, parts)
      const { settings } = await stored.show()
      const unset = read.missing.filter((name) => settings.some((one) => one.name === name && !one.isSet))
      if (code === 0 && unset.length > 0)
        await write(err, `An export holds no secrets. Set these too: ${unset.join(', ')}.\n`)
      return code
    }
  }
}

type How = { by: SavedBy; isJson: boolean }

async function save(changes: Changes, { by, isJson }: How, { stored, out, err }: Parts): Promise<0 | 1> {
  const saved = await stored.save(changes, { by })
  // Nothing is stale that is based on nothing.
  if (saved.kind === 'stale') return 1
  if (saved.kind === 'faults')
    return refuse(
      saved.faults.map(({ sentence }) => sentence),
      err,
    )
  const { version, disconnected } = saved
  const lost = disconnected
    ? `The relay was connected with another application, so it is disconnected now: run ${RELAY} connect.\n`
    : ''
  const text = `Saved. The relays on this database apply it within seconds.\n${lost}`
  await write(out, isJson ? json({ version, disconnected }) : text)
  return 0
}

async function refuse(sentences: readonly string[], err: Output): Promise<1> {
  await write(err, `Nothing was saved:\n${sentences.map((sentence) => `  ${sentence}\n`).join('')}`)
  return 1
}

function inWords({ secret, source, value, isSet, isUnreadable, changedAt }: ShownSetting): string {
  if (isUnreadable) return 'not set: no key of SECRET_KEY decrypts what is saved'
  const what = secret && isSet ? 'set, never shown' : value === undefined ? 'not set' : abbreviate(value)
  if (!isSet) return value === undefined ? what : `${what} (default)`
  return `${what} (${source === 'environment' ? source : `saved ${minuteOf(changedAt ?? 0)}`})`
}

const EXPORT = z.object({
  settings: z.record(z.string(), z.string('must be a text')),
  missing: z.array(z.string()).default([]),
})

/** Reads what `settings export` prints. Which names and values may be saved is not its business. */
function readExport(
  text: string,
): { kind: 'export'; settings: Changes; missing: OwnerSetting[] } | { kind: 'faults'; sentences: string[] } {
  const value = parseJson(text)
  if (value === undefined) return { kind: 'faults', sentences: ['What came by standard input is not JSON.'] }
  const { data, error } = EXPORT.safeParse(value)
  if (data !== undefined) return { kind: 'export', ...data, missing: data.missing.filter(isOwnerSetting) }
  const faults = error.issues.map(({ path, message }) =>
    path.length > 1 ? `${path.slice(1).join('.')} ${message}.` : 'It is not what "settings export" prints.',
  )
  return { kind: 'faults', sentences: [...new Set(faults)] }
}
