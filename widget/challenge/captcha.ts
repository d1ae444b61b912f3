import type { CaptchaChallenge } from './captcha-challenge.ts'
import { type ScriptAddresses, trustScripts } from './trusted-types.ts'

/** As far as used here, the three services are alike: a global with `render`, and a script that calls back once it has loaded. */
const SERVICES: { [kind: string]: { global: string; script: string } | undefined } = {
  turnstile: { global: 'turnstile', script: 'https://challenges.cloudflare.com/turnstile/v0/api.js' },
  hcaptcha: { global: 'hcaptcha', script: 'https://js.hcaptcha.com/1/api.js' },
  recaptcha: { global: 'grecaptcha', script: 'https://www.google.com/recaptcha/api.js' },
}

type Service = { render(place: HTMLElement, options: object): unknown; remove?(id: unknown): void }

/** A script that has not loaded by then is blocked, or will never load. */
const SCRIPT_PATIENCE_MS = 15_000
const LOADED = 'signupWidgetCaptchaLoaded'
const SLOT = 'signup-captcha'

type CaptchaParts = {
  /** The root that the form is drawn in. */
  root: Element | ShadowRoot
  /** What the visitor is asked to do, in their language. */
  label: string
  /** BCP 47 tag. */
  language: string
  signal: AbortSignal
}

/**
 * Shows the captcha above the form's button and resolves to the visitor's answer. It is in the page's own document,
 * never in a shadow root, where these services do not work. Rejects if its script does not load, if the service gives up, or
 * if the form is removed.
 */
export async function askCaptcha(
  { captcha, site_key }: CaptchaChallenge,
  parts: CaptchaParts,
): Promise<string> {
  const { root, label, language, signal } = parts
  const kind = SERVICES[captcha]
  if (!kind) throw new Error('This captcha is not known here')
  const service = serviceOf(kind.global) ?? (await fetchService(kind, language, signal))
  const box = openBox(root, label)
  let id: unknown
  try {
    return await new Promise<string>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      id = service.render(box.place, {
        sitekey: site_key,
        theme: isDark(box.place) ? 'dark' : 'light',
        size: sizeOf(captcha, box.place),
        language,
        hl: language,
        callback: resolve,
        'error-callback': () => reject(new Error('The captcha gave up')),
      })
      box.place.focus()
    })
  } finally {
    service.remove?.(id)
    box.close()
  }
}

function serviceOf(name: string): Service | undefined {
  const found: unknown = Reflect.get(window, name)
  return isService(found) ? found : undefined
}

function isService(found: unknown): found is Service {
  return typeof found === 'object' && found !== null && typeof Reflect.get(found, 'render') === 'function'
}

let policy: ScriptAddresses | undefined

function fetchService(
  { global, script }: { global: string; script: string },
  language: string,
  signal: AbortSignal,
): Promise<Service> {
  const element = document.createElement('script')
  const address = `${script}?${new URLSearchParams({ render: 'explicit', onload: LOADED, hl: language })}`
  policy ??= trustScripts('signup-widget-captcha', (asked) => asked === address)
  element.src = policy.createScriptURL(address)
  element.async = true
  element.nonce = document.querySelector<HTMLElement>('[nonce]')?.nonce ?? ''
  return new Promise<Service>((resolve, reject) => {
    const fail = () => reject(new Error('The captcha did not come'))
    // Not AbortSignal.any: iPhones have it since iOS 17.4 only.
    setTimeout(fail, SCRIPT_PATIENCE_MS)
    signal.addEventListener('abort', fail)
    element.onerror = fail
    Reflect.set(window, LOADED, () => {
      const service = serviceOf(global)
      if (service) resolve(service)
      else fail()
    })
    document.head.append(element)
  }).catch((reason: unknown) => {
    // The next press of the button tries again.
    element.remove()
    throw reason
  })
}

/** An element of the page's own, shown where the form has a slot for it. */
function openBox(root: Element | ShadowRoot, label: string) {
  const place = document.createElement('div')
  place.setAttribute('role', 'group')
  place.setAttribute('aria-label', label)
  place.tabIndex = -1
  const slot = document.createElement('slot')
  slot.name = SLOT
  const isShadow = root instanceof ShadowRoot
  if (isShadow) {
    place.slot = SLOT
    root.host.append(place)
  }
  place.style.marginBlockStart = 'var(--gap)'
  root.querySelector('[part=actions]')?.before(isShadow ? slot : place)
  return {
    place,
    close() {
      slot.remove()
      place.remove()
    },
  }
}

/** Of the scheme that is used, which a page may name in a meta element only. */
function isDark(place: HTMLElement): boolean {
  place.style.backgroundColor = 'Canvas'
  const [red = 255] =
    getComputedStyle(place)
      .backgroundColor.match(/[\d.]+/g)
      ?.map(Number) ?? []
  place.style.backgroundColor = ''
  return red < 128
}

/** The other sizes need 300 CSS pixels, and the normal one 304. */
function sizeOf(captcha: string, place: HTMLElement): string {
  const { clientWidth } = place
  if (captcha === 'turnstile' && clientWidth >= 300) return 'flexible'
  return clientWidth < 304 ? 'compact' : 'normal'
}
