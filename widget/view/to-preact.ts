import { type ComponentChildren, h } from 'preact'
import { isJsxNode } from './create-elements.ts'

/** Keeps Preact from looking into an element that is there already. It writes no HTML: it never makes a select itself. */
const AS_DRAWN = { __html: '' }

/** Hands what JSX described to Preact, components resolved. */
export function toPreact(child: unknown): ComponentChildren {
  if (Array.isArray(child)) return child.map(toPreact)
  if (!isJsxNode(child)) return typeof child === 'string' ? child : null
  const { type, props, key } = child
  if (typeof type === 'function') return toPreact(type(props))
  if (type === 'select') return h(type, { ...props, key: key, dangerouslySetInnerHTML: AS_DRAWN })
  return h(type, { ...props, key: key }, toPreact(props['children']))
}
