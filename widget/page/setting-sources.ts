import type { Setting } from '../configuration/configuration.ts'
import { toJson } from '../json.ts'

/** Where a form's settings come from when its own element does not say them. */
export type Source = {
  /** Finds a setting by its name without `data-`. */
  read: (name: string) => string | null | undefined
  /** The address the script came from; empty if it was inlined. */
  address: string
  /** The relay's address: that of the script up to `/v1`, or else its origin; undefined if it was inlined. */
  endpoint: string | undefined
  /** All the tag's settings as one text. */
  text: string
}

/** What the page has given an element by `render`, by the names of the attributes. */
export type Options = { [name: string]: Setting | undefined }

/** The settings of a script tag: its attributes win over its address, since tag managers strip attributes. */
export function sourceOf(tag: HTMLScriptElement | undefined): Source {
  const address = tag?.src ?? ''
  // Escaped too often, an address has its ampersands as entities, or percent-encoded; some people write attributes' names.
  const clean = (name: string) => `&${name.toLowerCase().replace(/^.*(;|%3b)|data-|[^\w-]/g, '')}`
  const query = new URLSearchParams(address.replace(/^[^?]*\?*/, '&').replace(/&[^=&]*/g, clean))
  const endpoint = address.match(/^https?:\/\/([^?]*(?=\/v1)|[^/]+)/)?.[0]
  return {
    address,
    endpoint,
    text: `${query}${tag && settingsText(tag)}`,
    read: (name) => tag?.getAttribute(`data-${name}`) ?? query.get(name),
  }
}

/** The settings of an element: its options win over its attributes, and those over the tag's settings. */
export function readerOf(element: Element, { read }: Source, options: Options) {
  return (name: string): Setting | null | undefined =>
    options[name] ?? element.getAttribute(`data-${name}`) ?? read(name)
}

/** Everything an element says about its form, as one text that changes when any of it does. */
export function settingsText(host: Element, options: Options = {}): string {
  return host
    .getAttributeNames()
    .filter((name) => /^(data-(?!state$)|lang$)/.test(name))
    .map((name) => `${name}=${host.getAttribute(name)}`)
    .sort()
    .concat(toJson(options))
    .join('\n')
}
