/** The version in package.json; written in by the build. */
declare const VERSION: string

/** A script for browsers, as text. */
declare module '*.ts?browser' {
  const script: string
  export default script
}

declare module '*.css?inline' {
  const css: string
  export default css
}
