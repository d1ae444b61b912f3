import { describe, expect, it } from 'vitest'
import { formLanguage, preferredLanguage } from './preferred-language.ts'

const asked = (header: string, address = 'https://relay.example/form') =>
  new Request(address, { headers: { 'accept-language': header } })

describe('the language of a page', () => {
  it.each([
    ['de-AT,de;q=0.9,en;q=0.8', 'de-AT'],
    ['tlh, fr;q=0.8, de;q=0.5', 'fr'],
    ['de;q=0.5, fr;q=0.8', 'fr'],
    ['tlh;q=1.0,es-419;q=0.2', 'es-419'],
    ['zh-TW,zh;q=0.9', 'zh-TW'],
    ['tlh, zh-HK;q=0.5', 'zh-HK'],
    ['vo-001, tlh;q=0.9, nn;q=0.8', 'nn'],
    ['pt_BR, en', 'pt_BR'],
    ['de;q=0, fr', 'fr'],
    ['*', 'en'],
    ['', 'en'],
    ['tlh', 'en'],
    ['de; q=x, fr', 'fr'],
    ['fr;q=0.3, de;Q=0.9', 'de'],
    ['fr ; q = 0.3, de ; q = 0.9', 'de'],
    ['de-x-formal, fr;q=0.5', 'de-x-formal'],
    ['en-a-bbb-x-ccc, fr;q=0.5', 'en-a-bbb-x-ccc'],
    ['*;q=0.9, sr-Latn;q=0.8, pt-AO;q=0.5', 'pt-AO'],
    ['<script>, de', 'de'],
    [`${'tlh,'.repeat(5000)}de`, 'en'],
  ])('is the best that we have of %j: %s', (header, language) => {
    expect(preferredLanguage(asked(header))).toBe(language)
  })

  it('is that of the form’s address, where it names one', () => {
    expect(formLanguage(asked('de', 'https://relay.example/form?language=fr-CA'))).toBe('fr-CA')
    expect(formLanguage(asked('de', 'https://relay.example/form?language=pt_BR'))).toBe('pt_BR')
    expect(formLanguage(asked('de', 'https://relay.example/form?language=<b>'))).toBe('de')
  })

  it('is that of a form that the site wrote, where its post names one that we have', () => {
    const named = (language: string) =>
      formLanguage(asked('fr', 'https://relay.example/form?language=es'), language)
    expect([named('de-AT'), named('tlh'), named('<b>'), named('')]).toEqual(['de-AT', 'es', 'es', 'es'])
  })

  it('is the best that the browser names, where we do not have that of the address', () => {
    expect(formLanguage(asked('tlh, de;q=0.5', 'https://relay.example/form?language=gsw-CH'))).toBe('de')
    expect(formLanguage(asked('de', 'https://relay.example/form?language=sr'))).toBe('de')
    expect(formLanguage(asked('', 'https://relay.example/form?language=tlh'))).toBe('en')
  })
})
