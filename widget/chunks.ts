/** What is fetched only when a form needs it: see the names in vite.config.ts. */
export type Chunks = {
  visit: typeof import('./visit.ts')
  countries: typeof import('./countries.ts')
  diagnosis: typeof import('./diagnosis.ts')
  captcha: typeof import('./captcha.ts')
  proof: typeof import('./proof.ts')
  debug: typeof import('./debug.ts')
  carry: typeof import('./carry.ts')
  frame: typeof import('./frame.ts')
  framed: typeof import('./framed.ts')
  de: typeof import('./messages/de.ts')
  es: typeof import('./messages/es.ts')
  fr: typeof import('./messages/fr.ts')
  ar: typeof import('./messages/ar.ts')
}
export type Load = <Name extends keyof Chunks>(name: Name) => Promise<Chunks[Name]>
