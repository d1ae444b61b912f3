import { labels as enLabels } from 'virtual:languages/en'
import { matchLanguage } from 'virtual:languages/match'
import type { Load } from '../chunks.ts'
import type { Labels, Language, OwnLanguage } from './messages.ts'

/** How long a form may wait for its language before it is drawn in English. */
const PATIENCE_MS = 1500

/**
 * Loads the messages of the first language that we have of `tags`, BCP 47 tags with commas between; English if we have none,
 * or if they do not come in time. A form that is drawn already (`isDrawn`) can wait, and must not change its language: then
 * undefined if they cannot be had.
 */
export async function loadLanguage(tags: string, load: Load, isDrawn = false): Promise<Language | undefined> {
  const english: Language = { labels: enLabels }
  const name = matchLanguage(tags)
  if (!name || name === 'en') return english
  const loading: Promise<Language> = load(name)
  if (isDrawn) return loading.catch(() => undefined)
  const late = loading.catch(() => english)
  const patience = new Promise<Language>((resolve) => setTimeout(resolve, PATIENCE_MS, { ...english, late }))
  return Promise.race([patience, late])
}

/**
 * Given the language of the page, if it says one, and that of our words. `setting`: the form's own language, which says
 * nothing of the site's texts.
 */
export function ownLanguageOf(tag: string, { language }: Labels, setting?: string): OwnLanguage | undefined {
  if (tag && matchLanguage(tag) !== matchLanguage(language)) return { lang: tag, dir: 'auto' }
  return setting ? { dir: 'auto' } : undefined
}
