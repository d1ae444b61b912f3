/**
 * Finds the script tag whose settings this script is to follow, without ever throwing: the running one; where
 * there is none (modules, tag managers), an unclaimed one that is marked, or that has our file name.
 */
export function findOwnTag(
  running: unknown,
  page: Document,
  claimed: WeakSet<HTMLScriptElement>,
): HTMLScriptElement | undefined {
  return [
    running,
    ...page.querySelectorAll('script[data-signup-widget]'),
    ...page.querySelectorAll('script[src*="/signup.js"]'),
  ].find(
    // An image named currentScript would be found for the running script.
    (tag): tag is HTMLScriptElement => tag instanceof HTMLScriptElement && !claimed.has(tag),
  )
}
