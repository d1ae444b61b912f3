import { describe, expect, it } from 'vitest'
import { messages as ar } from './ar.ts'
import { messages as de } from './de.ts'
import { en } from './en.ts'
import { messages as es } from './es.ts'
import { messages as fr } from './fr.ts'

describe.each([en, de, es, fr, ar])('the messages in $labels.language', ({ labels, sentences }) => {
  it('name twelve months', () => {
    expect(labels.months.split(' ')).toHaveLength(12)
  })

  it('leave nothing empty', () => {
    const texts = Object.values({ ...labels, ...sentences })
    expect(texts.filter((text) => typeof text === 'string' && !text.trim())).toEqual([])
  })

  it('leave room for the numbers they speak of', () => {
    for (const sentence of [sentences.too_long, sentences.too_many_requests])
      expect(sentence(24)).toContain('24')
  })

  it('are not left in English', () => {
    const said = (text: unknown) => (typeof text === 'function' ? text(24) : text)
    const same = Object.entries(sentences).filter(
      ([key, text]) => said(text) === said(Object(en.sentences)[key]),
    )
    expect(same.length).toBe(labels.language === 'en' ? Object.keys(sentences).length : 0)
  })
})
