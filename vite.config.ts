import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { minify } from 'terser'
import { build, type CSSOptions, defineConfig, type Plugin, transformWithOxc, type UserConfig } from 'vite'
import { snippets } from './e2e/demo/snippets.ts'
import { listBundled } from './server/deploy/packages/bundled.ts'
import { languageChunks, languages } from './widget/messages/build/plugin.ts'
import * as palette from './widget/view/style/palette.ts'

/** Written into the code: the version of what pages may rely on. */
const VERSION = { VERSION: JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')).version) }

const jsx = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const

/** Without Preact's own runtime, which would bring all of Preact into signup.js. */
const ownJsx = { alias: { 'preact/jsx-runtime': `${import.meta.dirname}/widget/view/jsx-runtime.ts` } }

/** Writes the colours of the palette into style sheets: `var(--palette-ink)` as `light-dark(#1c2024,#edeef0)`. */
const css: CSSOptions = {
  postcss: {
    plugins: [
      {
        postcssPlugin: 'palette',
        Declaration(declaration) {
          declaration.value = declaration.value.replace(/var\(--palette-(\w+)\)/g, (text, name) => {
            const pair = Object.entries(palette).find(([known]) => known === name)?.[1]
            if (!pair) throw declaration.error(`${text} is not in the palette`)
            return `light-dark(${pair})`
          })
        },
      },
    ],
  },
}

/** Reads a script for browsers as text: `import script from './script.ts?browser'`. It imports nothing. */
const browserScripts: Plugin = {
  name: 'browser scripts',
  enforce: 'pre',
  async load(id) {
    const [file = '', query] = id.split('?')
    if (query !== 'browser') return undefined
    const { code } = await transformWithOxc(readFileSync(file, 'utf8'), file)
    const { code: minified = code } = await minify(code, { module: true })
    return `export default ${JSON.stringify(minified)}`
  },
}

/** What every build has, and the tests. A build of the widget replaces the hash by that of its chunks. */
export const shared = (): UserConfig => ({
  oxc: jsx,
  define: { ...VERSION, CHUNKS_HASH: '""', OWN_HOST: 'false' },
  plugins: [languages(), browserScripts],
  css,
})

export default defineConfig(
  async ({ mode }): Promise<UserConfig> => ({ ...shared(), ...(await builds[mode]?.()) }),
)

/** One build for each mode: `vite build --mode widget`. */
const builds: Record<string, () => UserConfig | Promise<UserConfig>> = { widget, embed, npm, demo, server }

/** light-dark() follows the page's own colour scheme: written out for older browsers it would not. */
const CSS_TARGET = 'chrome123'

/** Chromium then compiles on another thread, while the script is on its way, what would hold up the form function by function. */
const COMPILE_HINT = '//# allFunctionsCalledOnLoad'

/**
 * Properties that only the widget's own files know, the most used first: each gets the same letter everywhere, which takes 1 %
 * of signup.js. None of them crosses a wire, stands in JSON, is an export or a page's own, or belongs to the registry, which
 * scripts of other versions use.
 */
const PRIVATE =
  'attribute configuration loadFrom pageUrl putBack viewState wide customFields countries inactive initialUrl isStale isWanted redirectUrl unmount callbacks callOnload claim datalayer feedback isUnchanged listChoice prefillFrom prerendered replaced useAddress useAsDefaults addressKind addressOptions consentLabel fieldsFor openedAt_ms pageTag touchedAt addClasses drawnBy'.split(
    ' ',
  )
const renamed = {
  properties: {
    regex: new RegExp(`^(${PRIVATE.join('|')})$`),
    cache: { props: new Map(PRIVATE.map((name, index) => [name, letter(index)])) },
  },
}

/** A to Z, then a to z: there are 52. */
function letter(index: number): string {
  return String.fromCharCode(index + (index < 26 ? 65 : 71))
}

/** Over what Vite has minified already: it takes 2 % of the bytes that every visitor waits for. */
const smallest: Plugin = {
  name: 'smallest',
  async generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue
      const options = {
        ecma: 2020,
        // `unsafe` writes templates as sums, which are the same for the texts and numbers that we have.
        compress: {
          passes: 4,
          unsafe: true,
          unsafe_arrows: true,
          unsafe_methods: true,
          sequences: false,
          lhs_constants: false,
        },
        mangle: renamed,
        format: { preamble: COMPILE_HINT },
      } as const
      file.code = bestPadded((await minify(file.code, options)).code ?? file.code)
    }
  },
}

/** How Brotli divides a text into blocks is chance, up to 40 bytes here: of some line ends after the hint, takes the best. */
function bestPadded(code: string): string {
  const variants = Array.from({ length: 16 }, (_, ends) => code.replace('\n', '\n'.repeat(ends + 1)))
  const sizes = variants.map((variant) => brotliCompressSync(variant).length)
  return variants[sizes.indexOf(Math.min(...sizes))] ?? code
}

/** Writes each file compressed beside it, or every relay would do so at its start. */
const compressed: Plugin = {
  name: 'compressed',
  writeBundle({ dir }, bundle) {
    for (const name of Object.keys(bundle)) {
      const path = `${dir}/${name}`
      writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)))
    }
  },
}

/** The chunks by name, read from the one list of them: this file cannot import the modules in it. */
const CHUNKS = [
  ...readFileSync('widget/chunks.ts', 'utf8').matchAll(/'?([\w-]+)'?: \(\) => import\('\.\/(.+)'\)/g),
].map(([, name = '', file = '']) => ({ name, input: `widget/${file}` }))

/** dist/widget: signup.js as the relay serves it. */
async function widget(): Promise<UserConfig> {
  const config = await script('widget', 'false')
  return { ...config, plugins: [config.plugins, compressed] }
}

/** dist/embed: the same for hosts of one's own, where the chunks lie beside it although it is told where the relay is. */
function embed(): Promise<UserConfig> {
  return script('embed', 'true')
}

/** signup.js, one classic script, and its chunks beside it, whose names carry one hash of them all. */
async function script(name: string, ownHost: 'true' | 'false'): Promise<UserConfig> {
  const bundled = listBundled(name)
  const chunks = [...(await widgetChunks(bundled)), ...languageChunks()]
  const hash = createHash('sha256').update(JSON.stringify(chunks)).digest('base64url').slice(0, 8)
  const beside: Plugin = {
    name: 'chunks',
    generateBundle() {
      for (const { name, source } of chunks) {
        this.emitFile({ type: 'asset', fileName: `${name}-${hash}.js`, source })
      }
    },
  }
  return {
    publicDir: false,
    resolve: ownJsx,
    define: { ...VERSION, CHUNKS_HASH: JSON.stringify(hash), OWN_HOST: ownHost },
    build: {
      outDir: `dist/${name}`,
      modulePreload: false,
      cssTarget: CSS_TARGET,
      rolldownOptions: {
        input: 'widget/embed.ts',
        output: { format: 'iife', entryFileNames: 'signup.js' },
      },
    },
    plugins: [languages(), smallest, beside, bundled],
  }
}

/** Builds the chunks, each whole in itself, since a second file would be a second wait. */
function widgetChunks(bundled: Plugin): Promise<{ name: string; source: string }[]> {
  return Promise.all(
    CHUNKS.map(async ({ name, input }) => {
      const built = await build({
        configFile: false,
        publicDir: false,
        oxc: jsx,
        resolve: ownJsx,
        logLevel: 'warn',
        define: VERSION,
        plugins: [languages(), bundled],
        css,
        build: {
          write: false,
          modulePreload: false,
          cssTarget: CSS_TARGET,
          rolldownOptions: { input, preserveEntrySignatures: 'strict', output: { format: 'es' } },
        },
      })
      if (!('output' in built)) throw new Error(`The chunk ${name} was not built once`)
      const { code } = built.output[0]
      const options = { ecma: 2020, module: true, compress: false, mangle: renamed } as const
      return { name, source: (await minify(code, options)).code ?? code }
    }),
  )
}

/** dist/npm: for applications that bundle their scripts, whole in itself. */
function npm(): UserConfig {
  return {
    publicDir: false,
    resolve: ownJsx,
    define: { ...VERSION, OWN_HOST: 'false' },
    build: {
      outDir: 'dist/npm',
      modulePreload: false,
      cssTarget: CSS_TARGET,
      lib: { entry: 'widget/npm.ts', formats: ['es'], fileName: 'index' },
      rolldownOptions: { output: { entryFileNames: 'index.js', chunkFileNames: '[name].js' } },
    },
    plugins: [languages(), listBundled('npm')],
  }
}

/** dist/demo: the demo page, and beside it the pages that must reach a browser exactly as they stand. */
function demo(): UserConfig {
  return {
    plugins: [snippets(), listBundled('demo')],
    publicDir: 'e2e/demo/public',
    build: { outDir: 'dist/demo', cssTarget: CSS_TARGET },
  }
}

/** dist/server: the relay for Node, with its dependencies left in node_modules. */
function server(): UserConfig {
  return {
    publicDir: false,
    define: VERSION,
    plugins: [languages(), browserScripts, listBundled('server')],
    build: {
      ssr: true,
      target: 'node20',
      cssTarget: CSS_TARGET,
      outDir: 'dist/server',
      rolldownOptions: { input: 'server/main.ts', output: { format: 'es', entryFileNames: 'main.js' } },
    },
  }
}
