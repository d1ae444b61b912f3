import languages from 'virtual:languages/chunks'
import type { LanguageName, Messages } from './messages/messages.ts'

/**
 * Lists the code that a form loads only when it needs it. The build makes a file beside signup.js of each line; a
 * bundler, which must find literal imports, splits them off. The languages are added by the build.
 */
const chunks = {
  controller: () => import('./form/controller.ts'),
  countries: () => import('./form/address/countries.ts'),
  colors: () => import('./view/style/mend-colors.ts'),
  'part-classes': () => import('./view/part-classes.ts'),
  'style-element': () => import('./view/style-element.ts'),
  'address-formats': () => import('./form/address/address-formats.ts'),
  prefilled: () => import('./configuration/prefilled.ts'),
  report: () => import('./diagnostics/report.ts'),
  captcha: () => import('./challenge/captcha.ts'),
  'proof-of-work': () => import('./challenge/proof-of-work.ts'),
  'preserve-input': () => import('./form/preserve-input.ts'),
  links: () => import('./view/links.tsx'),
  'frame-host': () => import('./frame/host.ts'),
  'frame-guest': () => import('./frame/guest.ts'),
}

export type Chunks = { [Name in keyof typeof chunks]: Awaited<ReturnType<(typeof chunks)[Name]>> } & {
  [name: LanguageName]: Messages
}
export type Load = <Name extends keyof Chunks>(name: Name) => Promise<Chunks[Name]>

const loaders: { [Name in keyof Chunks]: () => Promise<Chunks[Name]> } = { ...chunks, ...languages }
/** Loads a chunk as a part of the bundle; the script loads it from its own address instead. */
export const loadBundled: Load = (name) => loaders[name]()
