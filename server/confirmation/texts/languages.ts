import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import type { Texts } from './texts.ts'

/** Every language, by its code. */
export const LANGUAGES: { readonly [code: string]: Texts } = { ar, de, en, es, fr }

/** The code of the language for a reader of this one, given by its BCP 47 tag; English where we have no texts in it. */
export function languageFor(tag: string): string {
  const code = tag.toLowerCase().replace(/-.*/, '')
  return Object.hasOwn(LANGUAGES, code) ? code : 'en'
}

export function textsIn(tag: string): Texts {
  return LANGUAGES[languageFor(tag)] ?? en
}
