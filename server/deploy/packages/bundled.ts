import { mkdirSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Writes to `dist/bundled/NAME.json` which modules the files of a build consist of, so that packages can carry the notices
 * of those that others wrote. One plugin may take part in several builds; the one that writes files writes the list of all.
 */
export function listBundled(name: string): Plugin {
  const modules = new Set<string>()
  return {
    name: 'list-bundled',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        for (const [id, { renderedLength }] of Object.entries(file.modules)) {
          if (renderedLength > 0) modules.add(id.startsWith('\0') ? id : relative('.', id))
        }
      }
    },
    writeBundle() {
      mkdirSync('dist/bundled', { recursive: true })
      writeFileSync(`dist/bundled/${name}.json`, JSON.stringify([...modules].sort(), null, 2))
    },
  }
}
