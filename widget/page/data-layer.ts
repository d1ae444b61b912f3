/** For tag managers: what became of the sign-up, and nothing of the visitor's. */
export function pushToDataLayer(action: unknown): void {
  const layer: unknown = Reflect.get(window, 'dataLayer') ?? []
  if (!Array.isArray(layer)) return
  Reflect.set(window, 'dataLayer', layer)
  layer.push({ event: 'signup_widget_success', signup_action: action })
}
