import { readFileSync } from 'node:fs'
import { minify } from 'terser'
import { build, type Plugin, type UserConfig } from 'vite'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { snippets } from './e2e/demo/snippets.ts'

/** Written into the code: the version of what pages may rely on. */
const VERSION = { VERSION: JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')).version) }

const jsx = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const

export default defineConfig(
  async ({ mode }): Promise<ViteUserConfig> => ({
    oxc: jsx,
    define: { ...VERSION, CHUNK_FILES: '{}' },
    ...(await builds[mode]?.()),
    test: {
      // A slow machine is no failure; what hangs still ends.
      testTimeout: 30_000,
      hookTimeout: 30_000,
      expect: { poll: { timeout: 10_000 } },
      env: { LONG_RUN: String(mode === 'long') },
      projects: [
        {
          extends: true,
          test: {
            name: 'widget',
            include: ['widget/**/*.test.{ts,tsx}'],
            environment: 'happy-dom',
            setupFiles: 'widget/testing/patience.ts',
          },
        },
        {
          extends: true,
          test: {
            name: 'server',
            include: ['server/**/*.test.ts'],
            environment: 'node',
            globalSetup: 'server/testing/postgres-setup.ts',
          },
        },
      ],
    },
  }),
)

/** One build for each mode: `vite build --mode widget`. */
const builds: Record<string, () => UserConfig | Promise<UserConfig>> = { widget, npm, demo, server }

/** light-dark() follows the page's own colour scheme: written out for older browsers it would not. */
const CSS_TARGET = 'chrome123'

/** Chromium then compiles on another thread, while the script is on its way, what would hold up the form function by function. */
const COMPILE_HINT = '//# allFunctionsCalledOnLoad'

/** Over what Vite has minified already: it takes 2 % of the bytes that every visitor waits for. */
const smallest: Plugin = {
  name: 'smallest',
  async generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue
      const options = { ecma: 2020, compress: { passes: 3 }, format: { preamble: COMPILE_HINT } } as const
      file.code = (await minify(file.code, options)).code ?? file.code
    }
  },
}

/** What the script fetches only when a page needs it, each a module of its own beside signup.js. */
const CHUNKS = {
  controller: 'widget/form/controller.ts',
  explain: 'widget/diagnostics/explain.ts',
  'debug-panel': 'widget/diagnostics/debug-panel.ts',
  'preserve-input': 'widget/form/preserve-input.ts',
  'frame-host': 'widget/frame/host.ts',
  'frame-guest': 'widget/frame/guest.ts',
  'proof-of-work': 'widget/challenge/proof-of-work.ts',
  captcha: 'widget/challenge/captcha.ts',
  de: 'widget/messages/de.ts',
  es: 'widget/messages/es.ts',
  fr: 'widget/messages/fr.ts',
  ar: 'widget/messages/ar.ts',
  countries: 'widget/form/countries.ts',
}

/** dist/widget: signup.js, one classic script, and its hashed chunks, whose names are written into it. */
async function widget(): Promise<UserConfig> {
  const chunkFiles = await widgetChunks()
  return {
    publicDir: false,
    resolve: { alias: { 'preact/jsx-runtime': `${import.meta.dirname}/widget/view/jsx-runtime.ts` } },
    define: { ...VERSION, CHUNK_FILES: JSON.stringify(chunkFiles) },
    build: {
      outDir: 'dist/widget',
      emptyOutDir: false,
      modulePreload: false,
      cssTarget: CSS_TARGET,
      rolldownOptions: {
        input: 'widget/embed.ts',
        output: { format: 'iife', entryFileNames: 'signup.js' },
      },
    },
    plugins: [smallest],
  }
}

/** Builds the chunks, each whole in itself, since a second file would be a second wait; answers their files by name. */
async function widgetChunks(): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const [name, input] of Object.entries(CHUNKS)) {
    const built = await build({
      configFile: false,
      publicDir: false,
      oxc: jsx,
      logLevel: 'warn',
      define: VERSION,
      build: {
        outDir: 'dist/widget',
        emptyOutDir: Object.keys(files).length === 0,
        modulePreload: false,
        rolldownOptions: {
          input: { [name]: input },
          preserveEntrySignatures: 'strict',
          output: { format: 'es', entryFileNames: '[name]-[hash].js' },
        },
      },
    })
    if (!('output' in built)) throw new Error(`The chunk ${name} was not built once`)
    files[name] = built.output[0].fileName
  }
  return files
}

/** dist/npm: the package for applications that bundle their scripts, whole in itself; `npm pack ./dist/npm` packs it. */
function npm(): UserConfig {
  const { name, version, description, license } = JSON.parse(readFileSync('package.json', 'utf8'))
  const types = readFileSync('widget/signup-widget.d.ts', 'utf8')
  const manifest = {
    ...{ name, version, description, license, type: 'module', sideEffects: false },
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
  }
  return {
    publicDir: false,
    resolve: { alias: { 'preact/jsx-runtime': `${import.meta.dirname}/widget/view/jsx-runtime.ts` } },
    define: VERSION,
    build: {
      outDir: 'dist/npm',
      modulePreload: false,
      cssTarget: CSS_TARGET,
      lib: { entry: 'widget/npm.ts', formats: ['es'], fileName: 'index' },
      rolldownOptions: { output: { entryFileNames: 'index.js', chunkFileNames: '[name].js' } },
    },
    plugins: [
      {
        name: 'package',
        generateBundle() {
          this.emitFile({
            type: 'asset',
            fileName: 'package.json',
            source: JSON.stringify(manifest, null, 2),
          })
          this.emitFile({ type: 'asset', fileName: 'index.d.ts', source: types })
        },
      },
    ],
  }
}

/** dist/demo: the demo page, and beside it the pages that must reach a browser exactly as they stand. */
function demo(): UserConfig {
  return {
    plugins: [snippets()],
    publicDir: 'e2e/demo/public',
    build: { outDir: 'dist/demo' },
  }
}

/** dist/server: the relay for Node, with its dependencies left in node_modules. */
function server(): UserConfig {
  return {
    publicDir: false,
    define: { ...VERSION, CHUNK_FILES: '{}' },
    build: {
      ssr: true,
      target: 'node20',
      cssTarget: CSS_TARGET,
      outDir: 'dist/server',
      rolldownOptions: { input: 'server/main.ts', output: { format: 'es', entryFileNames: 'main.js' } },
    },
  }
}
