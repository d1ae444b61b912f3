/** The demo account of the sandbox. */
export const LISTS = {
  newsletter: 'd13d60d0-f256-11e8-b47d-fa163e56c9b0',
  events: 'd13d60d1-f256-11e8-b47d-fa163e56c9b0',
  workshops: 'd13d60d2-f256-11e8-b47d-fa163e56c9b0',
}

/** Fifty more lists that the relays of these tests allow; a test adds them to the account. */
export const FIFTY_LISTS = uuids(50)

/** This many ids, the same in every run. */
export function uuids(count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `a13d60d0-f256-11e8-b47d-${String(index).padStart(12, '0')}`,
  )
}

/** An embed's settings by data attribute, without `data-`. */
export type Attributes = Record<string, string>

/** A script tag at the place of its form. */
export function scriptTag(relay: { url: string }, attributes: Attributes = {}, loading = ''): string {
  return `<script src="${relay.url}/v1/signup.js" ${loading} ${written(attributes)}></script>`
}

export function placeholder(attributes: Attributes, content = ''): string {
  return `<div class="signup-widget" ${written(attributes)}>${content}</div>`
}

/** The address of the form as a page of its own. */
export function formAddress(relay: { url: string }, settings: Attributes): string {
  return `${relay.url}/form?${new URLSearchParams(settings)}`
}

/** A whole page with this in its body. */
export function page(body: string, { head = '', html = 'lang="en"' } = {}): string {
  return `<!doctype html><html ${html}><head><meta charset="utf-8"><title>A page</title><meta name="viewport" content="width=device-width">${head}</head><body><main><h1>A page</h1>${body}</main></body></html>`
}

function written(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => `data-${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`)
    .join(' ')
}
