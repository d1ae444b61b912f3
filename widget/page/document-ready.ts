/** False while the parser may still be writing an element's content. */
export function isParsed(element: Node): boolean {
  if (document.readyState !== 'loading') return true
  for (let node: Node | null = element; node; node = node.parentNode) if (node.nextSibling) return true
  return false
}

/** Once the page is whole: only then is it sure what does not stand in it. */
export function afterLoad(work: () => void): void {
  if (document.readyState === 'complete') setTimeout(work)
  else addEventListener('load', work, { once: true })
}
