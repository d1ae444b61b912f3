import type { Chunks, Load } from './chunks.ts'

/** What the script fetches from beside itself, a bundler splits off. */
const chunks: { [Name in keyof Chunks]: () => Promise<Chunks[Name]> } = {
  visit: () => import('./form/controller.ts'),
  countries: () => import('./form/countries.ts'),
  diagnosis: () => import('./diagnostics/explain.ts'),
  captcha: () => import('./challenge/captcha.ts'),
  proof: () => import('./challenge/proof-of-work.ts'),
  debug: () => import('./diagnostics/debug-panel.ts'),
  carry: () => import('./form/preserve-input.ts'),
  frame: () => import('./frame/host.ts'),
  framed: () => import('./frame/guest.ts'),
  de: () => import('./messages/de.ts'),
  es: () => import('./messages/es.ts'),
  fr: () => import('./messages/fr.ts'),
  ar: () => import('./messages/ar.ts'),
}
/** Loads chunks as parts of one bundle, where the script loads them from beside it. */
export const load: Load = (name) => chunks[name]()
