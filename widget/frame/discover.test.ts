import { afterEach, expect, it } from 'vitest'
import { sourceOf } from '../page/setting-sources.ts'
import { discoverFrames } from './discover.ts'

afterEach(() => history.replaceState(null, '', '/'))

it('gives the address of the view that the visitor sees, without its query', () => {
  const never = () => Promise.reject(new Error('not asked for'))
  const { pageUrl } = discoverFrames({ loadFrom: () => never, source: () => sourceOf(undefined) })
  history.pushState(null, '', '/newsletter?utm_source=poster#form')
  expect(pageUrl()).toBe(new URL('/newsletter', document.URL).href)
})
