/** A style sheet as one minified text. */
declare module '*.css?inline' {
  const css: string
  export default css
}

/** The file names of the chunks beside signup.js, by their names in vite.config.ts; written in by the build. */
declare const CHUNK_FILES: { readonly [chunk: string]: string }

/** The version in package.json. */
declare const VERSION: string
