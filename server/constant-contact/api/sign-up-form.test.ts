import { describe, expect, it } from 'vitest'
import type { SignUp } from '../../contract.ts'
import { type SignUpForm, signUpForm } from './sign-up-form.ts'

const LIST = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const FIELD = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'
const least: SignUp = {
  email_address: 'ada@example.com',
  list_memberships: [LIST],
  consent: { given: true, text: 'Yes, please' },
}

describe('the vendor’s form', () => {
  it('carries every property of sign_up_form', () => {
    const given: SignUpForm = {
      email_address: 'Ada+news@example.com',
      first_name: 'Ada',
      last_name: 'Lovelace',
      job_title: 'Countess',
      company_name: 'Analytical Engines',
      phone_number: '+44 20 7946 0000',
      birthday_month: 2,
      birthday_day: 29,
      anniversary: '2006-11-15',
      street_address: { kind: 'work', street: '12 St James’s Square', city: 'London', country: 'England' },
      custom_fields: [{ custom_field_id: FIELD, value: 'Rye' }],
      list_memberships: [LIST],
    }
    expect(signUpForm({ ...least, ...given })).toEqual(given)
  })

  it('leaves out what is ours', () => {
    const form = signUpForm({
      ...least,
      submission_id: FIELD,
      page: 'https://example.org/',
      language: 'en',
      signals: { trap: '', elapsed_ms: 5 },
      proof: 'p',
      captcha: 'c',
    })
    expect(form).toEqual({ email_address: 'ada@example.com', list_memberships: [LIST] })
  })

  it('trims texts and leaves out empty ones', () => {
    const form = signUpForm({
      ...least,
      email_address: '  Ada@Example.com ',
      first_name: ' Ada ',
      last_name: '   ',
      company_name: '',
      street_address: { kind: 'home', street: ' ', city: '' },
      custom_fields: [{ custom_field_id: FIELD, value: ' ' }],
    })
    expect(form).toEqual({ email_address: 'Ada@Example.com', first_name: 'Ada', list_memberships: [LIST] })
  })

  it.each([
    ['A\u0000da', 'Ada'],
    ['\u0007\u001b[31mAda\u001f', '[31mAda'],
    ['Two\r\nlines\tand a tab', 'Two\nlines\tand a tab'],
    ['\ud800Ada', '\ufffdAda'],
    ['Ada\udc00', 'Ada\ufffd'],
    ['Ada 👩‍💻 é', 'Ada 👩‍💻 é'],
    ['\u0000 \u0001', undefined],
  ])('removes from %j what nobody can have meant', (text, sent) => {
    const form = signUpForm({
      ...least,
      last_name: text,
      street_address: { kind: 'home', street: 'x', city: text },
      custom_fields: [{ custom_field_id: FIELD, value: text }],
    })
    expect(form.last_name).toBe(sent)
    expect(form.street_address?.city).toBe(sent)
    expect(form.custom_fields?.[0]?.value).toBe(sent)
  })

  it.each(['01/5/2006', '1/5/2006', '01/05/2006', '2006/1/5', '2006-1-05', '1-5-2006', ' 1-05-2006 '])(
    'sends the anniversary %j as YYYY-MM-DD',
    (anniversary) => expect(signUpForm({ ...least, anniversary }).anniversary).toBe('2006-01-05'),
  )

  it('sends a long address whole', () => {
    const email_address = `${'a'.repeat(60)}@example.com`
    expect(signUpForm({ ...least, email_address }).email_address).toBe(email_address)
  })

  it('sends neither half of a birthday alone', () => {
    expect(signUpForm({ ...least, birthday_month: 2 })).not.toHaveProperty('birthday_month')
    expect(signUpForm({ ...least, birthday_day: 2 })).not.toHaveProperty('birthday_day')
  })
})
