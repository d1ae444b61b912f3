import { messages as ar } from './ar.ts'
import { messages as de } from './de.ts'
import { en } from './en.ts'
import { messages as es } from './es.ts'
import { messages as fr } from './fr.ts'
import type { Messages } from './messages.ts'

/** Every sentence in a language, given by its BCP 47 tag; English where there is none. The script loads only the one. */
export function messagesIn(language: string): Messages {
  const code = language.toLowerCase().replace(/[^a-z].*/, '')
  return [ar, de, es, fr].find(({ labels }) => labels.language === code) ?? en
}
