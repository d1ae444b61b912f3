import type { Locator } from 'playwright'

/** One thing that must stand out from what is around it, as the browser paints it. */
type Pair = {
  what: string
  /** By WCAG 2.2. */
  ratio: number
  /** 4.5 for text, 3 for edges and marks. */
  least: number
}

/**
 * Measures a form for every set of custom properties in turn: all its text, the edges of fields and button, the focus ring
 * and the tick. Colours are those that the browser paints: a canvas turns computed colours into pixels. Returns what stands
 * out too little, with its properties.
 */
export async function tooFaint(form: Locator, sets: Record<string, string>[]): Promise<string[]> {
  const measured = await form.evaluate(measure, sets)
  return measured.flatMap((pairs, index) =>
    pairs
      .filter(({ ratio, least }) => ratio < least)
      .map(({ what, ratio }) => `${what} ${ratio.toFixed(2)} with ${JSON.stringify(sets[index])}`),
  )
}

/** Runs in the page, so it can use nothing from this file. `form` is the element that a shadow root or the host holds. */
function measure(form: HTMLElement | SVGElement, sets: Record<string, string>[]): Pair[][] {
  const root = form.getRootNode()
  const host = root instanceof ShadowRoot ? root.host : form.parentElement
  if (!(host instanceof HTMLElement)) throw new Error('The form has no host.')
  const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  const probe = document.body.appendChild(document.createElement('i'))
  probe.style.background = 'Canvas'
  const canvas = getComputedStyle(probe).backgroundColor
  probe.remove()
  const painted = new Map<string, Ground>()
  const grounds = new Map<Node, Ground>()
  return sets.map((set) => {
    for (const [name, value] of Object.entries(set)) host.style.setProperty(name, value)
    const pairs = measured()
    for (const name of Object.keys(set)) host.style.removeProperty(name)
    return pairs
  })

  function measured(): Pair[] {
    grounds.clear()
    const pairs: Pair[] = []
    const add = (what: string, least: number, ...ratios: number[]) =>
      pairs.push({ what, least, ratio: Math.max(...ratios) })
    for (const element of [form, ...form.querySelectorAll('*')]) {
      const part = element.getAttribute('part') ?? element.tagName.toLowerCase()
      if (!element.checkVisibility() || element.closest('[part=trap],[part=quiet],option')) continue
      const style = getComputedStyle(element)
      const inside = ground(element)
      const outside = ground(element.parentElement)
      const hasText = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '')
      if (hasText || part === 'input') add(`text of ${part}`, 4.5, contrast(style.color, inside))
      const border = contrast(style.borderInlineStartColor, outside)
      const edge = style.borderInlineStartStyle === 'none' ? 1 : border
      if (part === 'input') add('edge of input', 3, edge)
      if (part === 'button') add('edge of button', 3, edge, contrast(toText(inside), outside))
      if (part === 'box') add('filled box', 3, contrast(style.accentColor, outside))
      if (part === 'alert') add('edge of alert', 3, border)
      const isFirst = form.querySelector(`[part="${part}"]`) === element
      if (['input', 'box', 'button', 'link'].includes(part) && isFirst && element instanceof HTMLElement) {
        element.focus()
        const ring = getComputedStyle(element)
        if (ring.outlineStyle !== 'none') add(`ring of ${part}`, 3, contrast(ring.outlineColor, outside))
      }
      const mark = getComputedStyle(element, '::before')
      if (mark.content !== 'none' && mark.content !== 'normal' && mark.content !== '') {
        add(`mark of ${part}`, 3, contrast(mark.color, paint([...inside.layers, mark.backgroundColor])))
      }
    }
    return pairs
  }

  type Ground = { layers: string[]; pixel: number[] }

  /** What is painted behind the content of an element, from the page up. */
  function ground(node: Node | null): Ground {
    if (!node) return paint([canvas])
    const known = grounds.get(node)
    if (known) return known
    const behind = ground(node instanceof ShadowRoot ? node.host : node.parentNode)
    const found =
      node instanceof Element ? paint([...behind.layers, getComputedStyle(node).backgroundColor]) : behind
    grounds.set(node, found)
    return found
  }

  function paint(layers: string[]): Ground {
    const key = layers.join()
    const known = painted.get(key)
    if (known) return known
    const ground = { layers, pixel: pixelOf(layers) }
    painted.set(key, ground)
    return ground
  }

  function pixelOf(layers: string[]): number[] {
    if (!pen) throw new Error('There is no canvas.')
    for (const layer of layers) {
      pen.fillStyle = layer
      pen.fillRect(0, 0, 1, 1)
    }
    return [...pen.getImageData(0, 0, 1, 1).data]
  }

  function toText({ pixel: [red, green, blue] }: Ground): string {
    return `rgb(${red} ${green} ${blue})`
  }

  function contrast(color: string, on: Ground): number {
    const [one, other] = [luminance(paint([...on.layers, color])), luminance(on)]
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
  }

  function luminance({ pixel }: Ground): number {
    const [red = 0, green = 0, blue = 0] = pixel.map((channel) => {
      const share = channel / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
}
