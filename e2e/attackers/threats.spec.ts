import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'

const ROOT = join(import.meta.dirname, '../..')

test('every threat of SECURITY.md names the tests that show it', async () => {
  const text = await readFile(join(ROOT, 'SECURITY.md'), 'utf8')
  const [, table = ''] = text.split('## Threats')
  const threats = table.split('## Accepted')[0]?.match(/^\| (?!who|---).+\|$/gm) ?? []
  expect(threats.length).toBeGreaterThan(20)
  for (const threat of threats) {
    const shownBy = threat.split(' | ').at(-1) ?? ''
    const named = [...shownBy.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path)
    expect(named.length, threat).toBeGreaterThan(0)
    for (const path of named.filter((path) => !path.startsWith('npm run')))
      await expect(access(join(ROOT, path)), `${path} in: ${threat}`).resolves.toBeUndefined()
    if (/^\| (a stranger|a robot|anybody|a page that)/.test(threat))
      expect(named.filter((path) => path.startsWith('e2e/')).length, threat).toBeGreaterThan(0)
  }
})
