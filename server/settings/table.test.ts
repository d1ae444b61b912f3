import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { aboutSetting, SETTING_NAMES } from './table.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const [, table = ''] = /\n## Settings\n([\s\S]*?)\n## /.exec(readme) ?? []
const documented = table
  .split('\n')
  .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name))

it('lists every setting once in the server’s README, and no other', () => {
  expect(documented.toSorted()).toEqual(SETTING_NAMES.toSorted())
})

it.each(SETTING_NAMES)('describes %s', (name) => {
  expect(aboutSetting(name).description).toMatch(/^\S.+[^.]$/s)
})
