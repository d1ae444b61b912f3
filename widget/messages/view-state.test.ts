// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { FIELD_CODES, type FieldFaults } from '../../server/contract.ts'
import type { Failure, Form } from '../form/form-model.ts'
import {
  configurationOf,
  customFieldId,
  EVENTS,
  EVERY_CUSTOM_FIELD,
  NEWSLETTER,
} from '../testing/settings.ts'
import { defaultAddressFormat } from '../view/fields/address.ts'
import { fieldsOf } from '../view/fields/fields.ts'
import { LANGUAGES, messagesIn } from './all-languages.ts'
import type { Words } from './messages.ts'
import { toViewState } from './view-state.ts'

const en = messagesIn('en')
const configuration = configurationOf({
  lists: `${NEWSLETTER}=News,${EVENTS}=Events`,
  'list-choice': '',
  fields: 'first_name last_name job_title company_name phone_number anniversary birthday address',
  consent: 'Yes.',
  'custom-fields': EVERY_CUSTOM_FIELD,
})
const refused = (faults: FieldFaults, failure?: Failure): Form => ({
  kind: 'refused',
  values: {},
  faults,
  failure,
  attempt: 1,
})

function shown(form: Form, messages: Words = en, format = defaultAddressFormat(messages.labels)) {
  const fields = fieldsOf(configuration, messages.labels, { countries: [], format })
  return toViewState(form, configuration, fields, messages)
}

describe('what a form says', () => {
  it.each<[string, FieldFaults[string], string]>([
    ['email_address', 'required', 'Enter your email address, like name@example.org.'],
    ['first_name', 'required', 'Enter your first name.'],
    ['last_name', 'required', 'Enter your last name.'],
    ['job_title', 'required', 'Enter your job title.'],
    ['company_name', 'required', 'Enter the name of your company.'],
    ['phone_number', 'required', 'Enter your phone number.'],
    ['anniversary', 'required', 'Enter the date of your anniversary.'],
    ['first_name', 'too_long', '“First name” must be 50 characters or fewer.'],
    ['street_address.street', 'required', 'Enter your street address.'],
    ['street_address.city', 'required', 'Enter your city.'],
    ['street_address.state', 'required', 'Enter your state or region.'],
    ['street_address.postal_code', 'required', 'Enter your postal code.'],
    ['street_address.street', 'too_long', '“Street address” must be 255 characters or fewer.'],
    ['street_address.country', 'required', 'Choose your country.'],
    ['anniversary', 'invalid', '“Anniversary” must be a full date, with day, month and year.'],
    ['birthday_month', 'required', 'Choose a month.'],
    ['birthday_day', 'required', 'Enter a day.'],
    ['birthday_day', 'invalid', 'Enter a day that exists in the chosen month.'],
    ['birthday_day', 'too_long', 'Enter a day that exists in the chosen month.'],
    ['birthday_month', 'too_long', '“Month” doesn’t look right. Please check it.'],
    ['anniversary', 'too_long', '“Anniversary” must be a full date, with day, month and year.'],
    [
      'birthday_month',
      'incomplete',
      'Enter both the month and the day of your birthday, or leave both empty.',
    ],
    ['list_memberships', 'required', 'Choose what you would like to receive.'],
    [
      'list_memberships',
      'unknown',
      'Your choice for “What would you like to receive?” is no longer available. Please choose again.',
    ],
    ['consent.given', 'required', 'Tick the box to give your consent.'],
    [`custom_fields.${customFieldId(1)}`, 'required', 'Fill in “Favourite loaf”.'],
    [`custom_fields.${customFieldId(1)}`, 'too_long', '“Favourite loaf” must be 255 characters or fewer.'],
    [
      `custom_fields.${customFieldId(3)}`,
      'invalid',
      '“First visit” must be a full date, with day, month and year.',
    ],
    [
      `custom_fields.${customFieldId(4)}`,
      'invalid',
      '“People in your household” must be a number without thousands separators, like 1200 or 3.5.',
    ],
    [`custom_fields.${customFieldId(5)}`, 'required', 'Choose an option for “How did you hear about us”.'],
    [`custom_fields.${customFieldId(6)}`, 'required', 'Choose at least one option for “What interests you”.'],
    [`custom_fields.${customFieldId(9)}`, 'required', 'Choose an option for “Sourdough or yeast”.'],
    [`custom_fields.${customFieldId(7)}`, 'required', 'Tick the box “Wholesale customer”.'],
    ['email_address', 'refused', '“Email address” wasn’t accepted. Please check it.'],
    ['street_address', 'refused', '“Address” wasn’t accepted. Please check it.'],
  ])('names %s where it is %s', (path, code, sentence) => {
    expect(shown(refused({ [path]: code })).errors).toEqual({ [path]: sentence })
  })

  it('names a part of an address as its country does', () => {
    const words = { ...en.labels, state: 'Prefecture', postal_code: 'ZIP code' }
    const format = { ...defaultAddressFormat(en.labels), labels: words }
    const faults = { 'street_address.state': 'required', 'street_address.postal_code': 'too_long' } as const
    expect(shown(refused(faults), en, format).errors).toEqual({
      'street_address.state': 'Fill in “Prefecture”.',
      'street_address.postal_code': '“ZIP code” must be 50 characters or fewer.',
    })
    const whenEmpty = {
      'street_address.state': 'Choose your prefecture.',
      'street_address.postal_code': 'Enter your ZIP code.',
    }
    expect(shown(refused(faults), { ...en, whenEmpty }, format).errors).toEqual({
      'street_address.state': 'Choose your prefecture.',
      'street_address.postal_code': '“ZIP code” must be 50 characters or fewer.',
    })
  })

  it('takes a label as it is, whatever it looks like', () => {
    const label = '{n} $& {label}'
    const fields = [{ path: 'custom_fields.x', kind: 'text', label }] as const
    const form = refused({ 'custom_fields.x': 'required' })
    expect(toViewState(form, configuration, [...fields], en).errors).toEqual({
      'custom_fields.x': 'Fill in “{n} $& {label}”.',
    })
  })

  it.each([
    [' Favourite loaf: ', 'Fill in “Favourite loaf”.'],
    ['Favourite loaf*', 'Fill in “Favourite loaf”.'],
    ['Favourite loaf (*):', 'Fill in “Favourite loaf (*)”.'],
    ['お名前：', 'Fill in “お名前”.'],
    ['*', 'Fill in “*”.'],
    ['How did you find us?', 'Fill in “How did you find us?”.'],
    [
      `${'What would you like us to know? '.repeat(5)}`,
      `Fill in “${'What would you like us to know? '.repeat(3).trim()}…”.`,
    ],
    ['x'.repeat(300), `Fill in “${'x'.repeat(100)}…”.`],
    ['🍞'.repeat(300), `Fill in “${'🍞'.repeat(100)}…”.`],
  ])(
    'quotes a label as one reads it aloud, without what is behind it, and no longer than that: %s',
    (label, sentence) => {
      const fields = [{ path: 'custom_fields.x', kind: 'text', label }] as const
      const form = refused({ 'custom_fields.x': 'required' })
      expect(toViewState(form, configuration, [...fields], en).errors['custom_fields.x']).toBe(sentence)
    },
  )

  it.each([
    ['ar', 'How did you find us?', '«\u2068How did you find us?\u2069»'],
    ['en', 'איך שמעתם עלינו?', '“\u2068איך שמעתם עלינו?\u2069”'],
    ['ar', 'كيف وجدتنا؟', '«كيف وجدتنا؟»'],
    ['de', 'How did you find us?', '„How did you find us?“'],
  ])('keeps the direction of a label in a sentence of another one: %s, %s', (language, label, quoted) => {
    const fields = [{ path: 'custom_fields.x', kind: 'text', label }] as const
    const form = refused({ 'custom_fields.x': 'required' })
    const { errors } = toViewState(form, configuration, [...fields], messagesIn(language))
    expect(errors['custom_fields.x']).toContain(quoted)
  })

  it.each(LANGUAGES)('never says undefined, whatever the relay finds wrong: $labels.language', (messages) => {
    const paths = [
      ...['email_address', 'first_name', 'anniversary', 'birthday_day', 'birthday_month', 'consent.given'],
      ...['list_memberships', 'street_address.street', 'street_address.country', 'street_address'],
      ...[1, 2, 3, 4, 5, 6, 7, 9].map((digit) => `custom_fields.${customFieldId(digit)}`),
    ]
    for (const path of paths) {
      for (const code of FIELD_CODES) {
        const { errors } = shown(refused({ [path]: code }), messages)
        expect(errors[path]).toMatch(/^(?!.*(undefined|NaN|=>|\{)).+$/)
      }
    }
  })

  it.each(LANGUAGES)('names each field in a sentence of its own: $labels.language', (messages) => {
    const { fields } = configuration
    const paths = [
      ...['email_address', 'birthday_day', 'birthday_month', 'consent.given', 'list_memberships'],
      ...fields.map(({ name }) => name).filter((name) => name !== 'birthday' && name !== 'address'),
      ...['street', 'city', 'state', 'postal_code', 'country'].map((part) => `street_address.${part}`),
      ...[1, 2, 3, 4, 5, 6, 7, 9].map((digit) => `custom_fields.${customFieldId(digit)}`),
    ]
    const faults = Object.fromEntries(paths.map((path) => [path, 'required' as const]))
    expect(new Set(Object.values(shown(refused(faults), messages).errors)).size).toBe(paths.length)
  })

  it.each([
    ...['company', 'page', 'street_address.kind', 'street_address.door', 'consent.text'],
    ...[`custom_fields.${customFieldId(8)}`, 'custom_fields', 'toString', ''],
  ])('marks nothing for a fault the visitor cannot see: %s', (path) => {
    const failure = { kind: 'refusal', code: 'invalid_fields', faults: {} } as const
    const viewState = shown(refused({ [path]: 'invalid' }, failure))
    expect([viewState.errors, viewState.alert]).toEqual([{}, en.sentences.failed])
  })

  it('marks the box where the relay misses the consent as a whole', () => {
    expect(shown(refused({ consent: 'required' })).errors).toEqual({
      'consent.given': 'Tick the box to give your consent.',
    })
  })

  it('leaves a single fault to its field, and sums up several in the order of the form', () => {
    expect(shown(refused({ email_address: 'required' })).summary).toBeUndefined()
    const faults = { 'consent.given': 'required', email_address: 'required' } as const
    expect(shown(refused(faults))).toMatchObject({
      summary: {
        problem: 'There is a problem',
        entries: [
          { control: 'email_address', sentence: en.sentences.required_email, isDone: false },
          { control: 'consent.given', sentence: en.sentences.required_consent, isDone: false },
        ],
      },
    })
    expect(shown(refused(faults)).alert).toBeUndefined()
  })

  it('sums up even one fault on a new page', () => {
    const form = { ...refused({ email_address: 'required' }), isNewPage: true }
    expect(shown(form).summary?.entries).toHaveLength(1)
  })

  it('leads from a fault of a whole address to its first control', () => {
    const form = { ...refused({ street_address: 'refused' }), isNewPage: true }
    expect(shown(form).summary?.entries).toMatchObject([{ control: 'street_address.country' }])
  })

  it('keeps corrected faults in the summary, as corrected', () => {
    const last = { email_address: 'required', first_name: 'required' } as const
    const faults = { email_address: 'invalid' } as const
    const form: Form = { kind: 'editing', values: {}, faults, last, attempt: 1 }
    expect(shown(form).summary?.entries).toEqual([
      { control: 'email_address', sentence: en.sentences.invalid_email, isDone: false },
      { control: 'first_name', sentence: en.sentences.required_first_name, isDone: true },
    ])
  })

  it.each([
    [30, 'Too many attempts. Please try again in a minute.'],
    [61, 'Too many attempts. Please try again in 2 minutes.'],
    [Number.POSITIVE_INFINITY, 'Too many attempts. Please try again in a minute.'],
    [Number.NaN, 'Too many attempts. Please try again in a minute.'],
  ])('says when to try again after %i seconds, in whole minutes', (retryAfter, sentence) => {
    const failure = { kind: 'refusal', code: 'too_many_requests', faults: {}, retryAfter } as const
    expect(shown(refused({}, failure)).alert).toBe(sentence)
  })
})
