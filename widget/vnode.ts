import { type ComponentChildren, h } from 'preact'
import { isMarkup } from './draw.ts'

/** Hands what JSX described to Preact, components resolved. */
export function toVNode(child: unknown): ComponentChildren {
  if (Array.isArray(child)) return child.map(toVNode)
  if (!isMarkup(child)) return typeof child === 'string' ? child : null
  const { type, props, key } = child
  if (typeof type === 'function') return toVNode(type(props))
  return h(type, { ...props, key: key }, toVNode(props['children']))
}
