import names from 'virtual:languages/names'
import type { LanguageName } from './messages.ts'

/** The language for a reader of a BCP 47 tag: the longest beginning of it that we have, or undefined. */
export function matchLanguage(tag: string): LanguageName | undefined {
  return names.find((name) => isWithin(tag, name))
}

/** True if a tag is this language, or a variety of it. */
export function isWithin(tag: string, language: string): boolean {
  return RegExp(`^${language}(?![a-z])`, 'i').test(tag)
}
