import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

/**
 * A build of the next version: the same code under another number, and with other names for its chunks. Stands within
 * the project, where its dependencies are found.
 */
export async function buildLaterVersion(): Promise<{
  version: string
  entry: string
  remove(): Promise<void>
}> {
  const { version: present } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  const version = `${present}1`
  const folder = await mkdtemp(join(ROOT, 'dist/later-'))
  for (const part of ['server', 'widget', 'demo']) {
    await cp(join(ROOT, 'dist', part), join(folder, part), { recursive: true })
  }
  for (const script of ['server/main.js', 'widget/signup.js', ...(await visits(folder))]) {
    const text = await readFile(join(folder, script), 'utf8')
    const later = text.replaceAll(present, version).replace(/visit-[\w-]{8}\.js/g, 'visit-anewhash.js')
    await writeFile(join(folder, script), later)
  }
  for (const visit of await visits(folder)) {
    await rename(join(folder, visit), join(folder, 'widget/visit-anewhash.js'))
  }
  const remove = () => rm(folder, { recursive: true, force: true })
  return { version, entry: join(folder, 'server/main.js'), remove }
}

async function visits(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'widget'))
  return names.filter((name) => name.startsWith('visit-')).map((name) => `widget/${name}`)
}
