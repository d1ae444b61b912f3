/**
 * Creates the elements of components, once. Preact arrives with the controller and takes them over. Nothing changes until
 * then, so a form is shown long before two thirds of the code have loaded. No handlers are attached: `mountForm` listens at
 * the root. Dates are text fields at first: see `setDateTypes`.
 */
export function createElements(child: unknown): (Element | string)[] {
  if (Array.isArray(child)) return child.flatMap(createElements)
  if (!isJsxNode(child)) return child == null || typeof child === 'boolean' ? [] : [`${child}`]
  const { type, props } = child
  if (typeof type === 'function') return createElements(type(props))
  const element = document.createElement(type)
  for (const [name, value] of Object.entries(props)) {
    if (name === 'children' || value == null || (name === 'type' && value === DEFERRED_TYPE)) continue
    if (name in element && name !== 'part') Reflect.set(element, name, value)
    else element.setAttribute(name, `${value}`)
  }
  element.append(...createElements(props['children']))
  return [element]
}

/** The first date field costs a browser as much time as a whole form without one, so this type is set later. */
const DEFERRED_TYPE = 'date'

/** Makes date fields of the text fields that stand in for them, which have a `max`. */
export function setDateTypes(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>('input[max]')) input.type = DEFERRED_TYPE
}

/** What JSX becomes. Every component of ours is a stateless function. */
export type JsxNode = {
  type: string | ((props: JsxNode['props']) => unknown)
  props: { [name: string]: unknown }
  key?: unknown
}

export function isJsxNode(child: unknown): child is JsxNode {
  return child instanceof Object
}
