/** What is fetched only when a form needs it: see the names in vite.config.ts. */
export type Chunks = {
  controller: typeof import('./form/controller.ts')
  countries: typeof import('./form/countries.ts')
  explain: typeof import('./diagnostics/explain.ts')
  captcha: typeof import('./challenge/captcha.ts')
  'proof-of-work': typeof import('./challenge/proof-of-work.ts')
  'debug-panel': typeof import('./diagnostics/debug-panel.ts')
  'preserve-input': typeof import('./form/preserve-input.ts')
  'frame-host': typeof import('./frame/host.ts')
  'frame-guest': typeof import('./frame/guest.ts')
  de: typeof import('./messages/de.ts')
  es: typeof import('./messages/es.ts')
  fr: typeof import('./messages/fr.ts')
  ar: typeof import('./messages/ar.ts')
}
export type Load = <Name extends keyof Chunks>(name: Name) => Promise<Chunks[Name]>
