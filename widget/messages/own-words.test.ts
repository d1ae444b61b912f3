import * as en from 'virtual:languages/en'
import { describe, expect, it } from 'vitest'
import { explain } from '../diagnostics/explain.ts'
import { addressFormatOf } from '../form/address/address-formats.ts'
import type { Field } from '../view/fields/field.ts'
import { messagesIn } from './all-languages.ts'
import { fieldErrors } from './field-sentences.ts'
import { withOwnWords } from './own-words.ts'

const ENGLISH = { labels: en.labels }
const explained = (given: string | object) => withOwnWords(given, ENGLISH).faults.map(explain)

describe('words of the site’s own', () => {
  it('take the place of ours, and leave the others', () => {
    const words = '{"label.button":"Join","sentence.sending":"Wait…","address.zip":"ZIP"}'
    const { messages, faults } = withOwnWords(words, ENGLISH)
    expect(faults).toEqual([])
    expect(messages).toEqual({
      labels: { ...en.labels, button: 'Join' },
      sentences: { ...en.sentences, sending: 'Wait…' },
      address: { ...en.address, zip: 'ZIP', required_zip: '' },
      outcomes: {},
    })
  })

  it('take the place of those in another language too, and may be an object', () => {
    const { messages } = withOwnWords({ 'label.button': 'Los' }, messagesIn('de'))
    expect(messages.labels).toEqual({ ...messagesIn('de').labels, button: 'Los' })
    expect(messages.sentences).toEqual(messagesIn('de').sentences)
  })

  it('are told apart where they are of an accepted sign-up, since those win over what the relay says', () => {
    const { outcomes } = withOwnWords({ 'sentence.updated': 'Hello again.' }, ENGLISH).messages
    expect(outcomes).toEqual({ updated: 'Hello again.' })
  })

  it('may be in a language that we do not have, with its direction, months, and order of a date', () => {
    const words = { lang: 'fa_IR', 'label.city': 'شهر' }
    expect(withOwnWords(words, ENGLISH).messages.labels).toMatchObject({
      ...{ language: 'fa-IR', dir: 'rtl', dayFirst: true, city: 'شهر', country: 'Country' },
      months: expect.stringMatching(/^ژانویه/),
    })
    const { labels } = withOwnWords({ lang: 'is' }, messagesIn('ar')).messages
    expect([labels.language, labels.dir, labels.months.split(' ')[0]]).toEqual(['is', 'ltr', 'janúar'])
  })

  it('have our months where the browser knows none of their language', () => {
    expect(withOwnWords({ lang: 'tlh' }, messagesIn('de')).messages.labels).toMatchObject({
      ...{ language: 'tlh', dir: 'ltr', dayFirst: true },
      months: messagesIn('de').labels.months,
    })
  })

  it('name a field of theirs in what is said of it, unless they say that too', () => {
    const field = (path: string, label: string) => ({ path, label, kind: 'text' as const })
    const said = (words: object, fields: Field[]) => {
      const { messages } = withOwnWords(words, ENGLISH)
      const faults = Object.fromEntries(fields.map(({ path }) => [path, 'required' as const]))
      return fieldErrors(faults, fields, messages).map(({ sentence }) => sentence)
    }
    const fields = [field('first_name', 'Given name'), field('last_name', 'Last name')]
    expect(said({ 'label.first_name': 'Given name' }, fields)).toEqual([
      'Fill in “Given name”.',
      'Enter your last name.',
    ])
    expect(
      said(
        { 'label.first_name': 'Given name', 'sentence.required_first_name': 'And your given name?' },
        fields,
      ),
    ).toEqual(['And your given name?', 'Enter your last name.'])
    expect(said({ 'label.first_name': 'First name' }, [field('first_name', 'First name')])).toEqual([
      'Enter your first name.',
    ])
  })

  it('name a part of an address in what is said of it, and leave what is said of consent and of an email address', () => {
    const words = { 'address.zip': 'Zip', 'label.consent': 'Yes', 'label.email_address': 'Email' }
    const { address, sentences } = withOwnWords(words, ENGLISH).messages
    const { whenEmpty } = addressFormatOf('US', en.labels, address)
    expect(whenEmpty?.['street_address.postal_code']).toBeFalsy()
    expect(whenEmpty?.['street_address.state']).toBe('Choose your state.')
    expect(sentences.required_consent).toBe(en.sentences.required_consent)
    expect(sentences.required_email).toBe(en.sentences.required_email)
  })

  it('are told to be wrong however deep they are', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`
    expect(explained(`{"label.button":${deep}}`)).toEqual([expect.stringContaining('label.button = {…}')])
  })

  it('are read behind a byte order mark', () => {
    expect(withOwnWords('\ufeff{"label.button":"Join"}', ENGLISH).messages.labels.button).toBe('Join')
  })

  it('may have more plurals than English', () => {
    const { messages, faults } = withOwnWords({ 'sentence.too_many_requests.few': 'Za {n}' }, ENGLISH)
    expect(faults).toEqual([])
    expect(messages.sentences).toHaveProperty(['too_many_requests.few'], 'Za {n}')
  })

  it.each<[string | object, string]>([
    ['{"label.button":', 'data-messages is not a JSON object'],
    ['label.button=Join', 'data-messages is not a JSON object'],
    ['["Join"]', 'data-messages is not a JSON object'],
    ['null', 'data-messages is not a JSON object'],
    ['5', 'data-messages is not a JSON object'],
    ['Join', 'data-messages is not a JSON object'],
    ['{"":"x"}', 'data-messages names “”, which is not a key of ours'],
    ['{"label.button ":"Join"}', 'data-messages names “label.button ”, which is not a key of ours'],
    ['{"label":{"button":"Join"}}', 'data-messages names “label”, which is not a key of ours'],
    [`{"${'x'.repeat(5000)}":"x"}`, `data-messages names “${'x'.repeat(80)}…”, which is not a key of ours`],
    [
      `{"label.button":"${'x'.repeat(5000)}"}`,
      `data-messages cannot have “label.button = ${'x'.repeat(65)}…”`,
    ],
    ['{"label.button":["Join"]}', 'data-messages cannot have “label.button = {…}”'],
    ['[null]', 'data-messages is not a JSON object'],
    ['"Join"', 'data-messages is not a JSON object'],
    [['Join'], 'data-messages is not a JSON object'],
    ['{"label.knopf":"Los"}', 'data-messages names “label.knopf”, which is not a key of ours'],
    ['{"label.months":"a b"}', 'data-messages names “label.months”, which is not a key of ours'],
    ['{"constructor":"x"}', 'data-messages names “constructor”, which is not a key of ours'],
    ['{"label.__proto__":"x"}', 'data-messages names “label.__proto__”, which is not a key of ours'],
    ['{"page.check_back":"x"}', 'data-messages names “page.check_back”, which is not a key of ours'],
    ['{"label.button":""}', 'data-messages cannot have “label.button = ”'],
    ['{"label.button":5}', 'data-messages cannot have “label.button = 5”'],
    ['{"label.button":"{n}"}', 'data-messages cannot have “label.button = {n}”'],
    ['{"sentence.too_long":"{max}"}', 'data-messages cannot have “sentence.too_long = {max}”'],
    [
      '{"sentence.too_long":"{ n } at most"}',
      'data-messages cannot have “sentence.too_long = { n } at most”',
    ],
    ['{"sentence.too_long":"{n at most"}', 'data-messages cannot have “sentence.too_long = {n at most”'],
    ['{"sentence.did_you_mean":"Typo?"}', 'data-messages cannot have “sentence.did_you_mean = Typo?”'],
    [
      '{"sentence.did_you_mean":"{address}, {address}?"}',
      'data-messages cannot have “sentence.did_you_mean = {address}, {address}?”',
    ],
    ['{"lang":["de"]}', 'data-messages cannot have “lang = {…}”'],
    ['{"label.button":{"toString":1}}', 'data-messages cannot have “label.button = {…}”'],
    ['{"lang":{"toString":1}}', 'data-messages cannot have “lang = {…}”'],
    ['{"lang":null}', 'data-messages cannot have “lang = null”'],
    ['{"__proto__":{"label.button":"x"}}', 'data-messages names “__proto__”, which is not a key of ours'],
    ['{"lang":"not a tag"}', 'data-messages cannot have “lang = not a tag”'],
    ['{"lang":5}', 'data-messages cannot have “lang = 5”'],
  ])('leave ours where they are wrong, and say so: %s', (given, line) => {
    expect(explained(given)).toEqual([expect.stringMatching(/ Write a JSON object like /)])
    expect(explained(given)[0]).toContain(line)
    expect(withOwnWords(given, ENGLISH).messages.labels).toEqual(en.labels)
  })

  it('are used as far as they are right', () => {
    const { messages, faults } = withOwnWords({ 'label.button': 'Join', 'label.x': 'y' }, ENGLISH)
    expect([messages.labels.button, faults.length]).toEqual(['Join', 1])
  })
})
