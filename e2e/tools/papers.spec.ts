import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'playwright/test'

const ROOT = join(import.meta.dirname, '../..')
const PAPERS = [
  'README.md',
  'widget/README.md',
  'widget/ACCESSIBILITY.md',
  'widget/messages/languages/README.md',
  'server/README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'e2e/bench/README.md',
]

const read = (path: string) => readFile(join(ROOT, path), 'utf8')
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found)

/** The anchor that GitHub gives to a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\d _-]/gu, '')
    .replaceAll(' ', '-')
}

for (const paper of PAPERS) {
  test(`${paper} links to files and headings that exist`, async () => {
    const text = await read(paper)
    const links = [...matches(text, /\]\(([^)]+)\)/g), ...matches(text, /src="(?!https?:)([^"]+\.webp)"/g)]
    for (const link of links.filter((link) => !/^https?:/.test(link))) {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? paper : join(dirname(paper), path)
      expect(existsSync(join(ROOT, target)), `${paper} links to ${link}`).toBe(true)
      if (anchor === undefined) continue
      const headings = matches(await read(target), /^#+ (.+)$/gm).map(anchorOf)
      expect(headings, `${paper} links to ${link}`).toContain(anchor)
    }
  })

  test(`${paper} names files and functions that exist`, async () => {
    const text = await read(paper)
    for (const [, path = '', name] of text.matchAll(/`((?:widget|server|e2e)\/[\w./-]*\w\/?)(?::(\w+))?`/g)) {
      expect(existsSync(join(ROOT, path)), `${paper} names ${path}`).toBe(true)
      if (name !== undefined)
        expect(await read(path), `${paper} names ${path}:${name}`).toMatch(new RegExp(`\\b${name}\\b`))
    }
    for (const script of matches(text, /`npm run ([\w:-]+)/g)) {
      expect(JSON.parse(await read('package.json')).scripts, paper).toHaveProperty([script])
    }
  })
}

test('widget/ACCESSIBILITY.md names tests that exist', async () => {
  for (const spec of matches(await read('widget/ACCESSIBILITY.md'), /`(\w+\/[\w-]+\.spec\.ts)`/g)) {
    expect(existsSync(join(ROOT, 'e2e/scenarios', spec)), spec).toBe(true)
  }
})

test('README.md is short enough to read in three minutes', async () => {
  expect(Buffer.byteLength(await read('README.md'))).toBeLessThanOrEqual(8_000)
})

for (const entry of ['server/relay/app.ts', 'widget/embed.ts']) {
  test(`${entry} begins with the ten steps of CONTRIBUTING.md`, async () => {
    const steps = matches(await read(entry), /^ \* +\d+\. (.+)$/gm)
    expect(steps).toHaveLength(10)
    const told = matches(await read('CONTRIBUTING.md'), /^\d+\. (.+)\.$/gm)
    expect(told.map((step) => step.replaceAll('`', '')).join('\n')).toContain(
      steps.join('\n').replaceAll('`', ''),
    )
  })
}
