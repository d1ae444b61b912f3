import type { Plugin } from 'vite'
import { namesOf, patternOf, readLanguages } from './languages.ts'

const MODULE = 'virtual:languages'
/** What the widget needs of a language; pages and mails are the relay's. */
const OF_WIDGET = ['labels', 'sentences', 'address']

/** Makes modules of the language files, as `widget/build.d.ts` declares them. A fault in a file stops the build. */
export function languages(): Plugin {
  return {
    name: 'languages',
    resolveId: (id) => (id.startsWith(MODULE) ? `\0${id}` : undefined),
    load(id) {
      const [, tag] = id.match(`^\0${MODULE}/?(.*)`) ?? []
      if (tag === undefined) return
      const { names, messages } = loadLanguages()
      switch (tag) {
        case '':
          return `const all = ${JSON.stringify(messages)}\n${exportMap(names, (tag) => `all[${JSON.stringify(tag)}]`)}`
        case 'names':
          return `export default ${JSON.stringify(Object.keys(names))}`
        case 'match':
          return `export const matchLanguage = (tags) => /${patternOf(Object.keys(names))}/.exec(tags.toLowerCase())?.[2]`
        case 'chunks':
          return exportMap(names, (tag) => `() => import('${MODULE}/${tag}')`)
        default:
          return languageModule(tag)
      }
    },
  }
}

/** The language chunks of the widget by the names that match them; English is in the script. */
export function languageChunks(): { name: string; source: string }[] {
  const { names } = loadLanguages()
  return Object.entries(names)
    .filter(([name]) => name !== 'en')
    .map(([name, tag]) => ({ name, source: languageModule(tag) }))
}

let loaded: (ReturnType<typeof readLanguages> & { names: ReturnType<typeof namesOf> }) | undefined

/** Reads the files once for all builds of a process, and says what is missing in them. */
function loadLanguages() {
  if (loaded) return loaded
  const languages = readLanguages()
  const { messages, faults, missing } = languages
  if (faults.length > 0) throw new Error(`The language files have faults:\n${faults.join('\n')}`)
  for (const [tag, keys] of Object.entries(missing)) {
    console.warn(
      `${tag}.json lacks ${keys.length} keys, which are English until they are there: ${keys.join(' ')}`,
    )
  }
  loaded = { ...languages, names: namesOf(Object.keys(messages)) }
  return loaded
}

function languageModule(tag: string): string {
  const messages = loadLanguages().messages[tag] ?? {}
  return OF_WIDGET.map((group) => `export const ${group}=${JSON.stringify(messages[group])};`).join('\n')
}

function exportMap(names: { [name: string]: string }, expressionOf: (tag: string) => string): string {
  const entries = Object.entries(names).map(([name, tag]) => `${JSON.stringify(name)}: ${expressionOf(tag)}`)
  return `export default {${entries.join(',\n')}}`
}
