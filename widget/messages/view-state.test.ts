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
import { LANGUAGES, messagesIn } from './all-languages.ts'
import { toViewState } from './view-state.ts'

const en = messagesIn('en')
const configuration = configurationOf({
  lists: `${NEWSLETTER}=News,${EVENTS}=Events`,
  'list-choice': '',
  fields: 'first_name anniversary birthday address',
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

describe('speak', () => {
  it.each<[string, FieldFaults[string], string]>([
    ['email_address', 'required', 'Enter your email address, like name@example.org.'],
    ['first_name', 'required', 'Please fill in this field.'],
    ['first_name', 'too_long', 'Please use 50 characters or fewer.'],
    ['street_address.street', 'too_long', 'Please use 255 characters or fewer.'],
    ['street_address.country', 'required', 'Please choose an option.'],
    ['anniversary', 'invalid', 'Enter a full date, with day, month and year.'],
    ['birthday_day', 'invalid', 'Enter a day that exists in this month.'],
    ['birthday_day', 'too_long', 'Enter a day that exists in this month.'],
    ['birthday_month', 'too_long', 'This doesn’t look right. Please check it.'],
    ['anniversary', 'too_long', 'Enter a full date, with day, month and year.'],
    ['consent.given', 'too_long', 'This doesn’t look right. Please check it.'],
    ['birthday_month', 'incomplete', 'Fill in both month and day, or leave both empty.'],
    ['list_memberships', 'required', 'Choose at least one.'],
    ['list_memberships', 'unknown', 'This is no longer available. Please choose again.'],
    ['consent.given', 'required', 'Please tick this box.'],
    [`custom_fields.${customFieldId(1)}`, 'too_long', 'Please use 255 characters or fewer.'],
    [`custom_fields.${customFieldId(3)}`, 'invalid', 'Enter a full date, with day, month and year.'],
    [
      `custom_fields.${customFieldId(4)}`,
      'invalid',
      'Enter a number without thousands separators, like 1200 or 3.5.',
    ],
    [`custom_fields.${customFieldId(5)}`, 'required', 'Please choose an option.'],
    [`custom_fields.${customFieldId(6)}`, 'required', 'Choose at least one.'],
    [`custom_fields.${customFieldId(7)}`, 'required', 'Please tick this box.'],
    ['email_address', 'refused', 'This wasn’t accepted. Please check it.'],
  ])('says what to do about %s when it is %s', (path, code, sentence) => {
    expect(toViewState(refused({ [path]: code }), configuration, en).errors).toEqual({ [path]: sentence })
  })

  it.each(LANGUAGES)('never says undefined, whatever the relay finds wrong: $labels.language', (messages) => {
    const paths = [
      ...['email_address', 'first_name', 'anniversary', 'birthday_day', 'birthday_month', 'consent.given'],
      ...['list_memberships', 'street_address.street', 'street_address.country'],
      ...[1, 2, 3, 4, 5, 6, 7, 9].map((digit) => `custom_fields.${customFieldId(digit)}`),
    ]
    for (const path of paths) {
      for (const code of FIELD_CODES) {
        const { errors } = toViewState(refused({ [path]: code }), configuration, messages)
        expect(errors[path]).toMatch(/^(?!.*(undefined|NaN|=>|\{)).+$/)
      }
    }
  })

  it.each(['last_name', 'page', 'street_address.kind', `custom_fields.${customFieldId(8)}`, 'toString', ''])(
    'marks nothing for a fault the visitor cannot see: %s',
    (path) => {
      const failure = { kind: 'refusal', code: 'invalid_fields', faults: {} } as const
      const viewState = toViewState(refused({ [path]: 'invalid' }, failure), configuration, en)
      expect([viewState.errors, viewState.alert]).toEqual([{}, en.sentences.failed])
    },
  )

  it('says one marked field aloud only, and several to everybody', () => {
    expect(toViewState(refused({ email_address: 'required' }), configuration, en)).toMatchObject({
      quiet: true,
    })
    expect(
      toViewState(refused({ email_address: 'required', first_name: 'required' }), configuration, en),
    ).toMatchObject({
      quiet: false,
      alert: en.sentences.check,
    })
  })

  it.each([
    [30, 'Too many attempts. Please try again in a minute.'],
    [61, 'Too many attempts. Please try again in 2 minutes.'],
    [Number.POSITIVE_INFINITY, 'Too many attempts. Please try again in a minute.'],
    [Number.NaN, 'Too many attempts. Please try again in a minute.'],
  ])('says when to try again after %i seconds, in whole minutes', (retryAfter, sentence) => {
    const failure = { kind: 'refusal', code: 'too_many_requests', faults: {}, retryAfter } as const
    expect(toViewState(refused({}, failure), configuration, en).alert).toBe(sentence)
  })
})
