import { FORM_PATHS } from '../../server/contract.ts'
import type { Chunks, Load } from '../chunks.ts'
import type { Source } from '../page/setting-sources.ts'

type FramesParts = { loadFrom: (address: string) => Load; source: () => Source }

/** The frames of our form in a page, and the page around this one if it is such a frame itself. */
type Frames = {
  /** Greets the frames of our form, if there are any. */
  greetFrames: () => void
  /** The address of the page that the visitor sees, without query and fragment. */
  pageUrl: () => string
}

export function discoverFrames({ loadFrom, source }: FramesParts): Frames {
  /** The address of the page around this one, once that page has told it. */
  let hostPageUrl: string | undefined
  let loading: Promise<Chunks['frame-host'] | undefined> | undefined
  const origins = document.querySelector<HTMLMetaElement>('meta[name=signup-origins]')?.content
  // On the form's own page: the page around it may ask for its height.
  if (origins != null) addEventListener('message', answer)
  return {
    pageUrl,
    greetFrames() {
      if (document.querySelector(`iframe[src*="${FORM_PATHS.form}"]`)) greet()
    },
  }

  function pageUrl() {
    return hostPageUrl ?? document.URL.replace(/[?#].*/, '')
  }

  async function greet() {
    loading ??= loadFrom(source().address)('frame-host').catch(() => undefined)
    const loaded = await loading
    loaded?.greetFrames(source().endpoint, pageUrl())
  }

  async function answer(event: MessageEvent<unknown>) {
    if (event.source !== parent) return
    const loaded = await loadFrom(source().address)('frame-guest').catch(() => undefined)
    hostPageUrl = loaded?.answerGreeting(event, origins ?? '') ?? hostPageUrl
  }
}
