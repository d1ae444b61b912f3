import type { Chunks, Load } from './chunks.ts'

/** What the script fetches from beside itself, a bundler splits off. */
const chunks: { [Name in keyof Chunks]: () => Promise<Chunks[Name]> } = {
  controller: () => import('./form/controller.ts'),
  countries: () => import('./form/countries.ts'),
  explain: () => import('./diagnostics/explain.ts'),
  captcha: () => import('./challenge/captcha.ts'),
  'proof-of-work': () => import('./challenge/proof-of-work.ts'),
  'debug-panel': () => import('./diagnostics/debug-panel.ts'),
  'preserve-input': () => import('./form/preserve-input.ts'),
  'frame-host': () => import('./frame/host.ts'),
  'frame-guest': () => import('./frame/guest.ts'),
  de: () => import('./messages/de.ts'),
  es: () => import('./messages/es.ts'),
  fr: () => import('./messages/fr.ts'),
  ar: () => import('./messages/ar.ts'),
}
/** Loads chunks as parts of one bundle, where the script loads them from beside it. */
export const load: Load = (name) => chunks[name]()
