import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'astro'

const PROJECTS = join(import.meta.dirname, '../../dist/astro')

/** Builds a site with Astro from its pages, given by name; resolves to the text of each file by path. */
export async function buildWithAstro(pages: Record<string, string>): Promise<Map<string, string>> {
  await mkdir(PROJECTS, { recursive: true })
  const root = await mkdtemp(join(PROJECTS, 'site-'))
  try {
    await mkdir(join(root, 'src/pages'), { recursive: true })
    for (const [name, text] of Object.entries(pages)) await writeFile(join(root, 'src/pages', name), text)
    await build({
      root,
      cacheDir: join(root, 'cache'),
      configFile: false,
      logLevel: 'error',
      build: { format: 'file' },
    })
    const built = join(root, 'dist')
    const files = new Map<string, string>()
    for (const entry of await readdir(built, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      files.set(path.slice(built.length), await readFile(path, 'utf8'))
    }
    return files
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}
