import { type ComponentChildren, h } from 'preact'
import { isJsxNode } from './create-elements.ts'

/** Keeps Preact from looking into an existing element. HTML must never be written: trusted types forbid it. */
const AS_DRAWN = { __html: '' }

/** Turns what JSX described into Preact's elements, with components resolved. */
export function toPreact(child: unknown): ComponentChildren {
  if (Array.isArray(child)) return child.map(toPreact)
  if (!isJsxNode(child)) return typeof child === 'string' ? child : null
  const { type, props, key } = child
  if (typeof type === 'function') {
    const drawn = type(props)
    // A field that changes its place takes along what was typed in it.
    return toPreact(isJsxNode(drawn) ? { ...drawn, key: drawn.key ?? key } : drawn)
  }
  // The one list that Preact creates itself, and that another fills; see `createAddressByCountry`.
  if (type === 'select' && props['autocomplete'] === 'address-level1')
    return h(type, { ...props, key: key, children: [] })
  if (type === 'select') return h(type, { ...props, key: key, dangerouslySetInnerHTML: AS_DRAWN })
  return h(type, { ...props, key: key }, toPreact(props['children']))
}
