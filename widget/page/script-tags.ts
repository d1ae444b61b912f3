import { findOwnTag } from './own-tag.ts'
import { type Source, sourceOf } from './setting-sources.ts'

/** A tag that says one of these wants a form where it stands; without lists it reads what is missing. */
const FORM_SETTINGS = ['fields', 'custom-fields', 'title', 'button', 'consent']

/** The script tags of ours on a page, and what they lend to placeholders that say less themselves. */
export type Tags = {
  /** The next tag to follow, given the running script, and its settings. */
  claim: (running: unknown) => { tag: HTMLScriptElement | undefined; source: Source }
  /** Lends all that a tag says. */
  lend: (source: Source) => void
  /** A tag with a form of its own lends only the address it came from. */
  lendAddress: (source: Source) => void
  /** What is lent: by the last tag that has lists, or else by the first. */
  lent: () => Source
}

export function createTags(): Tags {
  const claimed = new WeakSet<HTMLScriptElement>()
  let whole: Source | undefined
  let bare: Source | undefined
  return {
    claim(running) {
      const tag = findOwnTag(running, document, claimed)
      if (tag) claimed.add(tag)
      return { tag, source: sourceOf(tag) }
    },
    lend(source) {
      if (!whole || source.read('lists')) whole = source
    },
    lendAddress(source) {
      bare ??= { ...source, read: () => null }
    },
    lent: () => whole ?? bare ?? sourceOf(undefined),
  }
}

/** True for settings that describe a form but lack its lists. */
export function lacksLists({ read }: Source): boolean {
  return !read('lists') && FORM_SETTINGS.some(read)
}
