/** What is fetched only when a form needs it: see the names in vite.config.ts. */
export type Chunks = {
  visit: typeof import('./form/controller.ts')
  countries: typeof import('./form/countries.ts')
  diagnosis: typeof import('./diagnostics/explain.ts')
  captcha: typeof import('./challenge/captcha.ts')
  proof: typeof import('./challenge/proof-of-work.ts')
  debug: typeof import('./diagnostics/debug-panel.ts')
  carry: typeof import('./form/preserve-input.ts')
  frame: typeof import('./frame/host.ts')
  framed: typeof import('./frame/guest.ts')
  de: typeof import('./messages/de.ts')
  es: typeof import('./messages/es.ts')
  fr: typeof import('./messages/fr.ts')
  ar: typeof import('./messages/ar.ts')
}
export type Load = <Name extends keyof Chunks>(name: Name) => Promise<Chunks[Name]>
