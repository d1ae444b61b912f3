// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { checkTranslation, completeTranslation, type KeyNotes } from './check-translation.ts'

const NOTES: { [key: string]: KeyNotes } = {
  'label.city': { where: 'Label of the field', max: 10 },
  'sentence.too_long': { where: 'Below a field', max: 40, places: { n: 'characters' } },
  'sentence.wait': { where: 'Above the button', max: 40, places: { n: 'minutes' }, plural: true },
}
const ENGLISH = {
  'label.city': 'City',
  'sentence.too_long': 'Use {n} characters or fewer.',
  'sentence.wait.one': 'Wait a minute.',
  'sentence.wait.other': 'Wait {n} minutes.',
}
const check = (tag: string, texts: unknown) => checkTranslation(tag, texts, ENGLISH, NOTES)
const FRENCH = {
  'label.city': 'Ville',
  'sentence.too_long': '{n} caractères au plus.',
  'sentence.wait.one': 'Attendez une minute.',
  'sentence.wait.other': 'Attendez {n} minutes.',
}

describe('a translation', () => {
  it('has no faults if every key has its text', () => {
    expect(check('fr', FRENCH)).toEqual({ texts: FRENCH, faults: [], missing: [] })
  })

  it.each<[string, string, string]>([
    ['label.town', 'Ville', 'label.town is not a key of keys.json, or not a plural of this language'],
    ['constructor', 'Ville', 'constructor is not a key of keys.json, or not a plural of this language'],
    [
      'sentence.wait.few',
      '{n}',
      'sentence.wait.few is not a key of keys.json, or not a plural of this language',
    ],
    ['label.city', 'Ville {n}', 'label.city must not have {n}: "Ville {n}"'],
    [
      'label.city',
      'Arrondissement',
      'label.city has 14 characters, and there is room for 10: "Arrondissement"',
    ],
    ['label.city', ' ', 'label.city is empty: " "'],
    ['label.city', 'Ville ', 'label.city has a space too many: "Ville "'],
    ['label.city', 'La  ville', 'label.city has a space too many: "La  ville"'],
    ['label.city', '<b>', 'label.city has markup: "<b>"'],
    ['sentence.too_long', 'Moins !', 'sentence.too_long lacks {n}: "Moins !"'],
    ['sentence.too_long', '{ n } au plus', 'sentence.too_long must not have { n }: "{ n } au plus"'],
    [
      'sentence.too_long',
      '{n} ou {toString}',
      'sentence.too_long must not have {toString}: "{n} ou {toString}"',
    ],
    ['sentence.too_long', '{n} ou {n} au plus', 'sentence.too_long has {n} twice: "{n} ou {n} au plus"'],
    ['label.city', 'Vi\u0007lle', 'label.city has a character that nobody can see: "Vi\\u0007lle"'],
    ['label.city', 'Vi\u200blle', 'label.city has a character that nobody can see: "Vi\u200blle"'],
    ['label.city', '\u202eVille', 'label.city has a character that nobody can see: "\u202eVille"'],
    ['label.city', 'Vi\ufffdlle', 'label.city has a character that nobody can see: "Vi\ufffdlle"'],
    ['sentence.too_long', '{n} au plus {', 'sentence.too_long has half a pair of braces: "{n} au plus {"'],
    ['sentence.wait.other', 'Attendez.', 'sentence.wait.other lacks {n}: "Attendez."'],
  ])('has its faults named: %s = %j', (key, text, fault) => {
    expect(check('fr', { ...FRENCH, [key]: text }).faults).toContain(fault)
  })

  it.each(['Qui ?', 'Qui?', 'Oui;', 'a:', '« a »', 'Oui !'])('has no-break spaces in French: %j', (text) => {
    const fault = `label.city needs a no-break space before each of : ; ! ? » and behind «: ${JSON.stringify(text)}`
    expect(check('fr', { ...FRENCH, 'label.city': text }).faults).toEqual([fault])
    expect(check('fr-BE', { ...FRENCH, 'label.city': text }).faults).toEqual([fault])
    expect(check('fr-CA', { ...FRENCH, 'label.city': text }).faults).toEqual([])
    expect(check('de', { 'label.city': text }).faults).toEqual([])
  })

  it.each(['نام\u200cشهر', 'العربية\u200f!', 'क\u200d', '\u2068a\u2069'])(
    'may have the joiners and marks of scripts that need them: %j',
    (text) => {
      expect(check('fa', { 'label.city': text }).faults).toEqual([])
    },
  )

  it.each(['Qui\u00a0?', 'Qui\u202f?!', '16:30', 'http://a', '«\u00a0a\u00a0»'])(
    'may have other signs in French: %j',
    (text) => {
      expect(check('fr', { ...FRENCH, 'label.city': text }).faults).toEqual([])
    },
  )

  it.each([null, [], 'text', 5])('that is no object has every key missing: %j', (given) => {
    expect(check('fr', given).missing).toHaveLength(4)
  })

  it('has no text where there is something else', () => {
    expect(check('fr', { ...FRENCH, 'label.city': 5 })).toMatchObject({
      faults: ['label.city is not a text: 5'],
      missing: ['label.city'],
    })
  })

  it('counts as missing what is still English, unless it is short', () => {
    expect(check('fr', { ...ENGLISH }).missing).toEqual(['sentence.too_long'])
    expect(check('en-GB', { ...ENGLISH }).missing).toEqual([])
  })
})

describe('the plurals of a translation', () => {
  it.each<[string, string[]]>([
    ['ja', ['other']],
    ['de', ['one', 'other']],
    ['fr', ['one', 'other']],
    ['cs', ['one', 'few', 'other']],
    ['pl', ['one', 'few', 'many', 'other']],
    ['ar', ['one', 'two', 'few', 'many', 'other']],
  ])('are those of whole numbers: %s', (tag, categories) => {
    const missing = check(tag, {}).missing.filter((key) => key.startsWith('sentence.wait'))
    expect(missing.map((key) => key.split('.').at(-1)).sort()).toEqual([...categories].sort())
  })

  it('may say a single number in words, but not where a category has several', () => {
    const faultsIn = (tag: string) => check(tag, { 'sentence.wait.one': 'x' }).faults
    expect([faultsIn('de'), faultsIn('cs'), faultsIn('ar')]).toEqual([[], [], []])
    expect(faultsIn('uk')).toEqual(['sentence.wait.one lacks {n}: "x"'])
  })
})

describe('what is missing', () => {
  it('is English, and a plural is another plural of the language', () => {
    expect(completeTranslation('pl', { 'sentence.wait.other': 'Za {n} minut' }, ENGLISH, NOTES)).toEqual({
      'label.city': 'City',
      'sentence.too_long': 'Use {n} characters or fewer.',
      'sentence.wait.one': 'Za {n} minut',
      'sentence.wait.few': 'Za {n} minut',
      'sentence.wait.many': 'Za {n} minut',
      'sentence.wait.other': 'Za {n} minut',
    })
    expect(completeTranslation('pl', {}, ENGLISH, NOTES)).toMatchObject({
      'sentence.wait.one': 'Wait a minute.',
      'sentence.wait.few': 'Wait {n} minutes.',
    })
  })
})
