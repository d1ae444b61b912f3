import type { Load } from '../chunks.ts'
import { enLabels } from './en-labels.ts'
import type { Labels, Sentences } from './messages.ts'

/** How long a form may wait for its language before it is drawn in English. */
const PATIENCE_MS = 1500

export type Language = { labels: Labels; sentences?: Sentences }

/**
 * Loads the messages of a language, given by its BCP 47 tag; English if we do not have it, or if it does not come in time.
 * A form that is drawn already (`isDrawn`) can wait, and must not change its language: then undefined if it cannot be had.
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
