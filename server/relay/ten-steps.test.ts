import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const app = readFileSync(new URL('app.ts', import.meta.url), 'utf8')
const steps = [...app.matchAll(/^ \* +(\d+)\. (\S+):(\w+) — /gm)]

it('lists ten steps of a sign-up', () => {
  expect(steps.map(([, number]) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

it.each(steps.map(([, , file = '', name = '']) => [file, name]))('step %s has %s', (file, name) => {
  const path = new URL(file, root)
  expect(existsSync(path)).toBe(true)
  expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`\\b(function ${name}|${name}\\()`))
})
