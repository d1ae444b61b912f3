import { findOwnTag } from './own-tag.ts'
import { type Source, sourceOf } from './setting-sources.ts'

/** A tag that says one of these wants a form where it stands, even if it has forgotten its lists. */
const FORM_SETTINGS = ['fields', 'custom-fields', 'title', 'button', 'consent']

/** Our script tags on a page, and the defaults that they give to placeholders. */
type ScriptTags = {
  /** Finds the tag of the running script, and its settings; each tag is found once. */
  claim: (running: unknown) => { tag: HTMLScriptElement | undefined; source: Source }
  /** Makes a tag's settings the defaults. */
  useAsDefaults: (source: Source) => void
  /** A tag with a form of its own gives placeholders only the address it came from. */
  useAddress: (source: Source) => void
  /** The defaults: of the last tag that has lists, or else of the first. */
  defaults: () => Source
}

export function createScriptTags(): ScriptTags {
  const claimed = new WeakSet<HTMLScriptElement>()
  let defaults: Source | undefined
  let addressOnly: Source | undefined
  return {
    claim(running) {
      const tag = findOwnTag(running, document, claimed)
      if (tag) claimed.add(tag)
      return { tag, source: sourceOf(tag) }
    },
    useAsDefaults(source) {
      if (!defaults || source.read('lists')) defaults = source
    },
    useAddress(source) {
      addressOnly ??= { ...source, read: () => null }
    },
    defaults: () => defaults ?? addressOnly ?? sourceOf(undefined),
  }
}

/** True for settings that describe a form but lack its lists. */
export function lacksLists({ read }: Source): boolean {
  return !read('lists') && FORM_SETTINGS.some(read)
}
