/** The version in package.json; written in by the build. */
declare const VERSION: string

declare module '*.css?inline' {
  const css: string
  export default css
}
