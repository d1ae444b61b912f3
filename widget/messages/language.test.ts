import { labels as enLabels } from 'virtual:languages/en'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Load } from '../chunks.ts'
import { loadBundled as load } from '../chunks.ts'
import { directionOf } from './direction.ts'
import { loadLanguage, ownLanguageOf } from './language.ts'

afterEach(() => vi.useRealTimers())

describe('loadLanguage', () => {
  it.each([
    ['de-CH', 'de'],
    ['AR', 'ar'],
    ['es', 'es'],
    ['fr-CA', 'fr'],
    ['en-GB', 'en'],
    ['vo', 'en'],
    ['de_DE', 'de'],
    ['DE_at', 'de'],
    ['fr_FR.UTF-8', 'fr'],
    ['es-419', 'es'],
    ['C', 'en'],
    ['tlh,fr-BE,de', 'fr'],
    ['tlh,en-US,de', 'en'],
    ['vo,tlh-Latn,zh-HK', 'zh-Hant'],
    ['pt-BR', 'pt-BR'],
    ['PT-br', 'pt-BR'],
    ['pt-AO', 'pt'],
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh-Hant', 'zh-Hant'],
    ['zh-Hant-HK', 'zh-Hant'],
    ['zh-Hans-SG', 'zh-Hans'],
    ['nb-NO', 'nb'],
    ['nn-NO', 'nb'],
    ['no', 'nb'],
    ['iw-IL', 'he'],
    ['mo', 'ro'],
    ['de-x-formal', 'de'],
    ['undefined', 'en'],
    ['deu', 'en'],
    ['*', 'en'],
    ['', 'en'],
  ])('finds the messages for %s in %s', async (tag, language) => {
    expect((await loadLanguage(tag, load))?.labels.language).toBe(language)
  })

  it('is English when the messages cannot be had', async () => {
    const blocked = () => Promise.reject(new Error('blocked'))
    expect((await loadLanguage('de', blocked))?.labels.language).toBe('en')
  })

  it('is English when they take too long', async () => {
    vi.useFakeTimers()
    const loading = loadLanguage('de', () => new Promise(() => {}))
    await vi.advanceTimersByTimeAsync(1500)
    expect((await loading)?.labels.language).toBe('en')
  })

  it('tells of messages that came too late', async () => {
    vi.useFakeTimers()
    let arrive = () => {}
    const slow: Load = async (name) => {
      await new Promise<void>((resolve) => {
        arrive = resolve
      })
      return load(name)
    }
    const loading = loadLanguage('de', slow)
    await vi.advanceTimersByTimeAsync(2500)
    arrive()
    const language = await loading
    expect([language?.labels.language, (await language?.late)?.labels.language]).toEqual(['en', 'de'])
  })

  it('is waited for where a form stands already, and nothing else takes its place', async () => {
    vi.useFakeTimers()
    let arrive = () => {}
    const late: Load = async (name) => {
      await new Promise<void>((resolve) => {
        arrive = resolve
      })
      return load(name)
    }
    const loading = loadLanguage('de', late, true)
    await vi.advanceTimersByTimeAsync(60_000)
    arrive()
    expect((await loading)?.labels.language).toBe('de')
    expect(await loadLanguage('de', () => Promise.reject(new Error('blocked')), true)).toBeUndefined()
  })
})

it.each([
  ['he', 'en', { lang: 'he', dir: 'auto' }],
  ['pt-BR', 'en', { lang: 'pt-BR', dir: 'auto' }],
  ['pt', 'pt-BR', { lang: 'pt', dir: 'auto' }],
  ['nn', 'nb', { lang: 'nn', dir: 'auto' }],
  ['en-GB', 'en', undefined],
  ['de-AT', 'de', undefined],
  ['', 'en', undefined],
])(
  'tells the language of the site’s own texts where it is not that of ours: %s, %s',
  (tag, language, own) => {
    expect(ownLanguageOf(tag, { ...enLabels, language })).toEqual(own)
  },
)

it('lets each of the site’s texts have its own direction where the form’s language is set', () => {
  expect(ownLanguageOf('ar', { ...enLabels, language: 'ar' }, 'ar')).toEqual({ dir: 'auto' })
  expect(ownLanguageOf('en-GB', enLabels, 'en-GB')).toEqual({ dir: 'auto' })
})

it('knows which languages are written from right to left', () => {
  expect(['ar', 'he-IL', 'fa', 'ur', 'en', 'arn', 'de'].map(directionOf)).toEqual([
    'rtl',
    'rtl',
    'rtl',
    'rtl',
    'ltr',
    'ltr',
    'ltr',
  ])
})
