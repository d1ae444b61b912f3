/** A style sheet as one minified text. */
declare module '*.css?inline' {
  const css: string
  export default css
}

/** The hash in the names of the chunk files beside signup.js; the build writes it in. */
declare const CHUNKS_HASH: string

/** The version in package.json. */
declare const VERSION: string
