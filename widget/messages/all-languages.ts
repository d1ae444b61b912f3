import languages from 'virtual:languages'
import { matchLanguage } from './match-language.ts'
import type { AllMessages } from './messages.ts'

/** Every language once. */
export const LANGUAGES: readonly AllMessages[] = [...new Set(Object.values(languages))]

/** Everything in a language, given by its tag (`de_DE` counts too); English where there is none. The script loads only the one. */
export function messagesIn(language: string): AllMessages {
  return languages[matchLanguage(language.replace(/_/g, '-')) ?? 'en'] ?? languages.en
}
