import { FORM_PATHS } from '../../server/contract.ts'
import type { Chunks, Load } from '../chunks.ts'
import { originOf, type Source } from '../page/setting-sources.ts'

export type FramesParts = { loadFrom: (address: string) => Load; lent: () => Source }

/** The frames of our form in a page, and the page around it where it is such a frame itself. */
export type Frames = {
  /** Speaks to the frames of our form, if there are any. */
  look: () => void
  /** The address of the page that the visitor sees, without query and fragment. */
  pageAddress: () => string
}

export function discoverFrames({ loadFrom, lent }: FramesParts): Frames {
  /** What the page around says it is, where this page stands in a frame. */
  let around: string | undefined
  let frame: Promise<Chunks['frame-host'] | undefined> | undefined
  const origins = document.querySelector('meta[name=signup-origins]')?.getAttribute('content')
  // On the relay's own page of a form: the page around it may ask for the height.
  if (origins != null) addEventListener('message', answer)
  return {
    pageAddress,
    look() {
      if (document.querySelector(`iframe[src*="${FORM_PATHS.form}"]`)) greet()
    },
  }

  function pageAddress() {
    return around ?? document.URL.replace(/[?#].*/, '')
  }

  async function greet() {
    frame ??= loadFrom(lent().address)('frame-host').catch(() => undefined)
    const loaded = await frame
    loaded?.greetFrames(originOf(lent().address), pageAddress())
  }

  async function answer(event: MessageEvent<unknown>) {
    if (event.source !== parent) return
    const loaded = await loadFrom(lent().address)('frame-guest').catch(() => undefined)
    const allowed = [location.origin, ...(origins ?? '').split(/[\s,]+/)]
    around = loaded?.answerGreeting(event, allowed) ?? around
  }
}
