import { build } from 'vite'
import { languages } from '../../../widget/messages/build/plugin.ts'

/** Builds the servers that the relay is compared with, as the relay itself is built. */
export default async function setUp(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [languages()],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      ssr: true,
      target: 'node20',
      outDir: 'dist/bench',
      rolldownOptions: {
        input: 'e2e/bench/relay/variants.ts',
        output: { format: 'es', entryFileNames: 'variants.js' },
      },
    },
  })
}
