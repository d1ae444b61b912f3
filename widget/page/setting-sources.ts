/** Finds a setting by its name without `data-`. */
export type Read = (name: string) => string | null | undefined

/** Where a form's settings come from when its own element does not say them. */
export type Source = {
  read: Read
  /** The address the script came from; empty if it was inlined. */
  address: string
}

/** The settings of a script tag: its attributes win over its address, since tag managers strip attributes. */
export function sourceOf(tag: HTMLScriptElement | undefined): Source {
  const address = tag?.src ?? ''
  const query = new URLSearchParams(address.split('?')[1])
  return { address, read: (name) => tag?.getAttribute(`data-${name}`) ?? query.get(name) }
}

/** The settings of an element, which win over the tag's. */
export function readerOf(element: Element, { read }: Source): Read {
  return (name) => element.getAttribute(`data-${name}`) ?? read(name)
}

/** The origin of the script's address; empty if it has none, as where an optimiser has inlined it. */
export function originOf(address: string): string {
  return address.match(/^https?:\/\/[^/]+/)?.[0] ?? ''
}

/** Everything an element says about its form. */
export function settingsText(host: Element): string {
  return host
    .getAttributeNames()
    .filter((name) => (name.startsWith('data-') && name !== 'data-state') || name === 'lang')
    .map((name) => `${name}=${host.getAttribute(name)}`)
    .sort()
    .join('\n')
}
