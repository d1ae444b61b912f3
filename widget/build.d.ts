/** A style sheet as one minified text. */
declare module '*.css?inline' {
  const css: string
  export default css
}

/** The hash in the names of the chunk files beside signup.js; the build writes it in. */
declare const CHUNKS_HASH: string

/** Whether the script is the npm package's, which people put on hosts of their own together with its chunks. */
declare const OWN_HOST: boolean

/** The version in package.json. */
declare const VERSION: string

// The modules that widget/messages/build/plugin.ts makes of the language files.

/**
 * The name of the first language that we have of BCP 47 tags with commas between: the longest that a tag begins with.
 * Undefined if we have none of them.
 */
declare module 'virtual:languages/match' {
  export const matchLanguage: (tags: string) => import('./messages/messages.ts').LanguageName | undefined
}
/** Every language by its names. */
declare module 'virtual:languages' {
  const languages: {
    readonly [name: string]: import('./messages/messages.ts').AllMessages
    readonly en: import('./messages/messages.ts').AllMessages
  }
  export default languages
}
/** Those names, the longest first. */
declare module 'virtual:languages/names' {
  const names: readonly import('./messages/messages.ts').LanguageName[]
  export default names
}
/** Loads the widget's part of a language. */
declare module 'virtual:languages/chunks' {
  const chunks: {
    [name: import('./messages/messages.ts').LanguageName]: () => Promise<
      import('./messages/messages.ts').Messages
    >
  }
  export default chunks
}
/** The widget's part of English, which every language falls back to. */
declare module 'virtual:languages/en' {
  export const labels: import('./messages/messages.ts').Labels
  export const sentences: import('./messages/messages.ts').Sentences
  export const address: import('./messages/messages.ts').AddressWords
}
