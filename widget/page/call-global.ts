/** Calls a function of the page's own, if there is one of that name. */
export function callGlobal(name: string, argument: unknown): void {
  const callback: unknown = Reflect.get(window, name)
  if (typeof callback === 'function') callback(argument)
}
