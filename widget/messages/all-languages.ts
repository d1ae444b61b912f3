import languages from 'virtual:languages'
import { matchLanguage } from 'virtual:languages/match'
import type { AllMessages } from './messages.ts'

/** Every language once. */
export const LANGUAGES: readonly AllMessages[] = [...new Set(Object.values(languages))]

/** True if we have the language of a BCP 47 tag. */
export function hasLanguage(tag: string): boolean {
  return matchLanguage(tag) !== undefined
}

/**
 * Everything in the language of a BCP 47 tag (`de_DE` counts too), or in English. The script loads only the one.
 */
export function messagesIn(tag: string): AllMessages {
  return languages[matchLanguage(tag.replace(/_/g, '-')) ?? 'en'] ?? languages.en
}
