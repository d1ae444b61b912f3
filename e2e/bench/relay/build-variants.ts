import { build, type Plugin } from 'vite'
import { languages } from '../../../widget/messages/build/plugin.ts'

const uncounted: Plugin = {
  name: 'uncounted',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/server/outbox/outbox.ts')) return undefined
    const without = code.replace('createTally()', '{ add: async () => [] }')
    if (without === code) throw new Error(`${id} makes no tally any more: change what is left out here`)
    return without
  },
}

/** Builds the servers that the relay is compared with, as the relay itself is built. */
export default async function setUp(): Promise<void> {
  await build({
    ...{ mode: 'server', logLevel: 'warn', plugins: [uncounted] },
    // Beside the widget's files, which the relay looks for next to itself.
    build: { outDir: 'dist/uncounted' },
  })
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
