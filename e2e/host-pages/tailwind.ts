import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compile } from 'tailwindcss'

const PACKAGE = join(import.meta.dirname, '../../node_modules/tailwindcss')

/** The style sheet that Tailwind generates for these classes, with the preflight that resets browser styles. */
export async function tailwindFor(classes: string[]): Promise<string> {
  const { build } = await compile('@import "tailwindcss";', {
    loadStylesheet: async () => {
      const path = join(PACKAGE, 'index.css')
      return { path, base: PACKAGE, content: await readFile(path, 'utf8') }
    },
  })
  return build(classes)
}
