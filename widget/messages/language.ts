import type { Load } from '../chunks.ts'
import { enLabels } from './en-labels.ts'
import type { Labels, OwnLanguage, Sentences } from './messages.ts'

/** How long a form may wait for its language before it is drawn in English. */
const PATIENCE_MS = 1500

export type Language = {
  labels: Labels
  sentences?: Sentences
  /** Where these are English for want of time: the messages that were asked for, or English if they never come. */
  late?: Promise<Language>
}

/**
 * Loads the messages of a language, given by its BCP 47 tag; English if we do not have it, or if it does not come in time.
 * A form that is drawn already (`isDrawn`) can wait, and must not change its language: then undefined if it cannot be had.
 */
export async function loadLanguage(tag: string, load: Load, isDrawn = false): Promise<Language | undefined> {
  const english: Language = { labels: enLabels }
  const code = primary(tag)
  if (code !== 'de' && code !== 'es' && code !== 'fr' && code !== 'ar') return english
  const loading = load(code).then<Language>(({ messages }) => messages)
  if (isDrawn) return loading.catch(() => undefined)
  const late = loading.catch(() => english)
  const patience = new Promise<Language>((resolve) => setTimeout(resolve, PATIENCE_MS, { ...english, late }))
  return Promise.race([patience, late])
}

/** The direction a language is written in. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return /^(ar|dv|fa|he|iw|ps|sd|ug|ur|yi)\b/i.test(tag) ? 'rtl' : 'ltr'
}

/**
 * Given the language of the page, if it says one, and that of our words. `setting`: the form's own language, which says
 * nothing of the site's texts.
 */
export function ownLanguageOf(tag: string, { language }: Labels, setting?: string): OwnLanguage | undefined {
  if (tag && primary(tag) !== language) return { lang: tag, dir: directionOf(tag) }
  return setting ? { dir: 'auto' } : undefined
}

/** The language of a tag, of one written as programs write them too (`de_DE.UTF-8`). */
function primary(tag: string): string {
  return tag.toLowerCase().replace(/[^a-z].*/, '')
}
