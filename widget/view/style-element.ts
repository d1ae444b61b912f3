// Loaded where the browser cannot construct style sheets.

const elements = new WeakMap<Node, HTMLStyleElement>()

/**
 * Writes styles into a style element with the page's nonce, behind the form: Preact would move the form in front of an earlier
 * one, and the focus would be lost. The same holds for the style of a prerendered form. More styles replace fewer.
 */
export function applyStyleElement(
  scope: Document | ShadowRoot,
  styles: string,
  prerendered: HTMLStyleElement | false | null,
): void {
  const style = elements.get(scope) || document.createElement('style')
  elements.set(scope, style)
  style.nonce ||= document.querySelector<HTMLElement>('[nonce]')?.nonce ?? ''
  if (styles.length > style.textContent.length) style.textContent = styles
  const place = scope instanceof Document ? scope.head : scope
  // If the page's policy refused one, it would refuse the next too.
  if (prerendered && !prerendered.sheet) prerendered.remove()
  else if (prerendered) place.append(prerendered)
  place.append(style)
}
