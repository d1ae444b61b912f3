import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../widget/messages/all-languages.ts'
import type { Brand } from '../brand/brand.ts'
import type { SignUp } from '../contract.ts'
import { confirmationMail } from './confirmation-mail.ts'
import { describeSignUp } from './description.ts'

const LIST = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const FIELD = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'
const NAMES = { lists: { [LIST]: 'News & <tastings>' }, fields: { [FIELD]: 'Favourite loaf' } }
const LINK = 'https://signup.example.org/confirm?link=id.signature'
const SIGN_UP: SignUp = {
  email_address: 'ada@example.org',
  list_memberships: [LIST.toUpperCase()],
  consent: { given: true, text: 'Yes' },
}

function mail(part: Partial<SignUp> = {}, language = 'en', brand: Partial<Brand> = {}) {
  const description = describeSignUp({ ...SIGN_UP, ...part }, NAMES, language)
  return confirmationMail({
    to: 'ada@example.org',
    brand: { site: 'Juniper & Rye', ...brand },
    link: LINK,
    language,
    description,
  })
}

describe('the mail that asks to confirm', () => {
  test('names the site, the lists in the owner’s words, the details in ours, and the link', () => {
    const { to, subject, text } = mail({
      first_name: 'Ada',
      birthday_month: 1,
      birthday_day: 2,
      street_address: { kind: 'home', city: 'York' },
      custom_fields: [{ custom_field_id: FIELD, value: 'Rye' }],
    })
    expect({ to, subject }).toEqual({
      to: 'ada@example.org',
      subject: 'Please confirm your sign-up at Juniper & Rye',
    })
    expect(text).toContain('- News & <tastings>\n')
    expect(text).toContain('- First name\n- Birthday\n- Address\n- Favourite loaf\n')
    expect(text).toContain(`${LINK}\n`)
  })

  test('has no section on details if there are none', () => {
    expect(mail().text).not.toContain('These details')
    expect(mail().html).not.toContain('These details')
  })

  test('has the same as HTML, escaped, without pictures or scripts', () => {
    const { html = '' } = mail({ first_name: 'Ada' })
    expect(html).toContain('<li>News &amp; &lt;tastings&gt;</li>')
    expect(html).toContain('<li>First name</li>')
    expect(html.match(/href="[^"]*"/g)).toEqual([`href="${LINK}"`])
    expect(html).not.toMatch(/<script|<img|src=/)
  })

  test('begins with the site’s name, or its logo', () => {
    const mark = ({ html = '' }) => /<h1 style="[^"]*">(.*?)<\/h1>/.exec(html)?.[1]
    expect(mark(mail())).toBe('Juniper &amp; Rye')
    const logo = { type: 'image/png', bytes: new Uint8Array(), address: `${LINK}&` }
    const branded = mail({}, 'en', { logo, url: 'https://www.example.org/' })
    expect(mark(branded)).toMatch(/^<img src="[^"]*signature&amp;" alt="Juniper &amp; Rye" [^<]*>$/)
    // A very wide one keeps its shape: both limits count, and only mail programs that know neither read the attribute.
    expect(mark(branded)).toContain(
      'height="48" style="width:auto;height:auto;max-width:100%;max-height:48px;',
    )
    expect(branded.html).not.toContain('www.example.org')
    expect(branded.text).toBe(mail().text)
  })

  test('has one button, in the site’s colour with text that can be read', () => {
    const colors = (accent?: string) =>
      mail({}, 'en', { accent }).html?.match(/(?<=<a [^>]*;(color|background|border):)[^;]+/g)
    expect(colors()).toEqual(['#fff', '#33479f', '1px solid #33479f'])
    expect(colors('#7a1f3d')).toEqual(['#fff', '#7a1f3d', '1px solid #7a1f3d'])
    expect(colors('#fc0')).toEqual(['#000', '#fc0', '1px solid #8b8d98'])
  })

  test.each(LANGUAGES)('is entirely in $labels.language', (messages) => {
    const { language, dir, first_name } = messages.labels
    const { subject, text, html = '' } = mail({ first_name: 'Ada' }, `${language}-XX`)
    const body = html.replace(/<style>[^<]*/, '')
    for (const part of [subject, text, body]) expect(part).not.toMatch(/\{|undefined/)
    expect(subject).toContain('Juniper & Rye')
    expect(html).toContain(`<html lang="${language}" dir="${dir}">`)
    for (const said of [first_name, messages.mail.press, messages.mail.once]) expect(text).toContain(said)
  })

  test('is in English for readers of any other language', () => {
    expect(mail({}, 'tlh').subject).toMatch(/^Please/)
    expect(mail({}, 'constructor').subject).toMatch(/^Please/)
  })

  test('contains nothing that a stranger typed, in any field', () => {
    const typed = fc.string({ minLength: 1, maxLength: 25 }).map((text) => `<<${text}>>`)
    const signUp = fc.record({
      first_name: typed,
      last_name: typed,
      job_title: typed,
      company_name: typed,
      phone_number: typed,
      anniversary: typed,
      page: typed,
      custom_fields: fc.tuple(typed).map(([value]) => [{ custom_field_id: FIELD, value }]),
      street_address: fc.record({ kind: fc.constant('home' as const), street: typed, city: typed }),
      consent: fc.record({ given: fc.constant(true as const), text: typed }),
    })
    const plain = mail({
      ...{ first_name: 'x', last_name: 'x', job_title: 'x', company_name: 'x', phone_number: 'x' },
      anniversary: '2006-11-15',
      custom_fields: [{ custom_field_id: FIELD, value: 'x' }],
      street_address: { kind: 'home', city: 'x' },
    })
    fc.assert(
      fc.property(signUp, (part) => {
        expect(mail(part)).toEqual(plain)
      }),
    )
  })
})
