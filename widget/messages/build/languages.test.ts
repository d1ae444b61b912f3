// @vitest-environment node
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { namesOf, patternOf, readLanguages } from './languages.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'languages-'))
  write('en', ENGLISH)
})
afterEach(() => rmSync(folder, { recursive: true }))

const ENGLISH: { [key: string]: string } = JSON.parse(
  readFileSync('widget/messages/languages/en.json', 'utf8'),
)
const write = (name: string, texts: unknown) =>
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(texts))
const read = () => readLanguages(folder)

describe('the language files', () => {
  it('are all without faults', () => {
    expect(readLanguages().faults).toEqual([])
  })

  it.each([
    ['de', /anmeld|einlogg/i],
    ['nl', /aanmeld|inlog/i],
    ['hr', /prijav/i],
    ['en', /\b(log|sign)[- ]?in\b/i],
    ['fr', /connecter|identifi/i],
    ['es', /iniciar sesión|acceder/i],
  ])('never speak of logging in: %s', (tag, word) => {
    const { labels = {}, sentences = {} } = readLanguages().messages[tag] ?? {}
    const texts = Object.values({ ...labels, ...sentences }).map(String)
    expect(texts.filter((text) => word.test(text))).toEqual([])
  })

  it('make a language of one new file, with the dates of its tag', () => {
    write('pt-BR', { 'label.button': 'Inscrever-se' })
    const { messages, faults, missing } = read()
    expect(faults).toEqual([])
    expect(missing['pt-BR']).toHaveLength(Object.keys(ENGLISH).length - 1)
    expect(messages['pt-BR']).toMatchObject({
      labels: { language: 'pt-BR', button: 'Inscrever-se', city: 'City', dayFirst: true },
      sentences: { 'too_many_requests.one': ENGLISH['sentence.too_many_requests.one'] },
    })
    expect(messages['pt-BR']?.['labels']?.['months']).toMatch(/^janeiro fevereiro março .* dezembro$/)
  })

  it.each(['pt_BR', 'PT', 'zh-hant', 'iw', 'notes and more'])(
    'are named by the canonical tag of the language: not %s',
    (name) => {
      write(name, {})
      const fault = `${name}.json: its name is not a language tag such as pt-BR.json or zh-Hant.json`
      expect(read().faults).toEqual([fault])
    },
  )

  it('name the file of each fault, and what English lacks', () => {
    const { 'label.city': _, ...english } = ENGLISH
    write('en', english)
    write('de', { 'label.town': 'Ort' })
    expect(read().faults).toEqual([
      'de.json: label.town is not a key of keys.json, or not a plural of this language',
      'en.json: label.city is missing, and every other language needs it',
    ])
  })

  it.each(['{', '', '[]', '"text"', 'null', '5', '{"label.city": "Ort",}', '\ufeff{}'])(
    'name the file that is no JSON object: %j',
    (text) => {
      writeFileSync(join(folder, 'de.json'), text)
      expect(read).toThrow(/de\.json: /)
    },
  )

  it.each(['sk.JSON', 'sk.jsonc', 'sk', 'sk.json.bak'])('name a file that is none of them: %s', (name) => {
    writeFileSync(join(folder, name), '{}')
    expect(read().faults).toEqual([expect.stringMatching(`^${name}: its name is not a language tag`)])
  })

  it('name a key that is there twice, whatever stands in texts', () => {
    writeFileSync(
      join(folder, 'de.json'),
      '{"label.city": "Ort", "label.state": "\\"label.state\\": \\\\", "label.city" : "Stadt"}',
    )
    expect(read().faults).toEqual(['de.json: label.city is there twice'])
  })

  it.each([
    ['vi', 'Tháng\u00a01 Tháng\u00a02'],
    ['ja', '1月 2月'],
    ['el', 'Ιανουάριος Φεβρουάριος'],
    ['fa', 'ژانویهٔ فوریهٔ'],
  ])('have twelve months, as they stand alone: %s', (tag, months) => {
    write(tag, {})
    const found = String(read().messages[tag]?.['labels']?.['months']).split(' ')
    expect(found).toHaveLength(12)
    expect(found.slice(0, 2).join(' ').replace(/ٔ/g, '')).toBe(months.replace(/ٔ/g, ''))
  })
})

describe('the names of languages', () => {
  it('are their tags and what else they are called, the longest first', () => {
    expect(Object.entries(namesOf(['en', 'pt', 'pt-BR', 'nb', 'zh-Hans', 'zh-Hant']))).toEqual([
      ['zh-tw', 'zh-Hant'],
      ['zh-mo', 'zh-Hant'],
      ['zh-hk', 'zh-Hant'],
      ['zh-hant', 'zh-Hant'],
      ['zh', 'zh-Hans'],
      ['pt-br', 'pt-BR'],
      ['pt', 'pt'],
      ['no', 'nb'],
      ['nn', 'nb'],
      ['nb', 'nb'],
      ['en', 'en'],
    ])
  })

  it.each<[string[], string, string]>([
    [['he'], 'iw', 'he'],
    [['id'], 'in', 'id'],
    [['no'], 'nb', 'no'],
    [['nb', 'nn'], 'no', 'nb'],
    [['nb', 'nn'], 'nn', 'nn'],
    [['zh-Hant'], 'zh-tw', 'zh-Hant'],
  ])('of %j: %s is %s', (tags, name, tag) => {
    expect(namesOf(tags)[name]).toBe(tag)
  })
})

describe('the pattern of the names', () => {
  const names = ['zh-tw', 'zh-hant', 'zh', 'uk', 'sr-latn', 'pt-br', 'pt', 'nn', 'nb', 'fil', 'en', 'de']
  const pattern = RegExp(patternOf(names), 'i')

  it('is short', () => {
    expect(pattern.source).toBe('(^|,)(de|en|fil|n[nb]|pt(-(br))?|sr(-(latn))|uk|zh(-(tw|hant))?)(?![a-z])')
  })

  it.each([
    ['pt-BR', 'pt-BR'],
    ['pt-AO', 'pt'],
    ['pt', 'pt'],
    ['PT-br-x-a', 'PT-br'],
    ['zh-Hant-HK', 'zh-Hant'],
    ['zh-Hans-TW', 'zh'],
    ['zh-twx', 'zh'],
    ['sr-Latn-RS', 'sr-Latn'],
    ['sr', undefined],
    ['sr-Cyrl', undefined],
    ['fil-PH', 'fil'],
    ['fi', undefined],
    ['deu', undefined],
    ['tlh-de', undefined],
    ['nl', undefined],
    ['nn-NO', 'nn'],
    ['de_DE.UTF-8', 'de'],
    ['tlh,fi-FI,uk-UA,de', 'uk'],
    ['', undefined],
    ['undefined', undefined],
    ['constructor', undefined],
  ])('finds the longest of the first language: %s', (tags, name) => {
    expect(pattern.exec(tags)?.[2]).toBe(name)
  })
})
