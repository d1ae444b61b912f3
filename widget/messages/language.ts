import type { Load } from '../chunks.ts'
import { enLabels } from './en-labels.ts'
import type { Labels, Sentences } from './messages.ts'

/** How long a form may wait for its language before it stands there in English. */
const PATIENCE_MS = 1500

export type Language = { labels: Labels; sentences?: Sentences }

/**
 * Fetches the messages of a language, given by its BCP 47 tag; English if there are none, or none in time. Where a form
 * stands already (`isDrawn`) nothing is urgent, and nothing must change its language: then undefined if there are none.
 */
export async function loadLanguage(tag: string, load: Load, isDrawn = false): Promise<Language | undefined> {
  const english: Language = { labels: enLabels }
  const code = primary(tag)
  if (code !== 'de' && code !== 'es' && code !== 'fr' && code !== 'ar') return english
  const otherwise = isDrawn ? undefined : english
  const loading = load(code).then(
    ({ messages }) => messages,
    () => otherwise,
  )
  if (isDrawn) return loading
  const patience = new Promise<Language>((resolve) => setTimeout(resolve, PATIENCE_MS, english))
  return Promise.race([patience, loading])
}

/** The direction a language is written in. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur)\b/i.test(tag) ? 'rtl' : 'ltr'
}

function primary(tag: string): string {
  return tag.toLowerCase().replace(/-.*/, '')
}
