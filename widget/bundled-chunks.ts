import type { Chunks, Load } from './chunks.ts'

/** What the script fetches from beside itself, a bundler splits off. */
const chunks: { [Name in keyof Chunks]: () => Promise<Chunks[Name]> } = {
  visit: () => import('./visit.ts'),
  countries: () => import('./countries.ts'),
  diagnosis: () => import('./diagnosis.ts'),
  captcha: () => import('./captcha.ts'),
  proof: () => import('./proof.ts'),
  debug: () => import('./debug.ts'),
  carry: () => import('./carry.ts'),
  frame: () => import('./frame.ts'),
  framed: () => import('./framed.ts'),
  de: () => import('./messages/de.ts'),
  es: () => import('./messages/es.ts'),
  fr: () => import('./messages/fr.ts'),
  ar: () => import('./messages/ar.ts'),
}
/** Loads chunks as parts of one bundle, where the script loads them from beside it. */
export const load: Load = (name) => chunks[name]()
