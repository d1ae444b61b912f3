import { join } from 'node:path'
import { build } from 'vite'

/** Bundles a page's own script in development mode, where React mounts everything twice. */
export async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      write: false,
      minify: false,
      rolldownOptions: {
        input: join(import.meta.dirname, '../host-pages', entry),
        output: { format: 'iife' },
      },
    },
  })
  if (!('output' in built)) throw new Error(`${entry} was not built once`)
  return built.output[0].code
}
