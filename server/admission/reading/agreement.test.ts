import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readConfiguration } from '../../../widget/configuration/configuration.ts'
import { checkSignUp } from '../../../widget/form/validation.ts'
import { ADDRESS_PARTS, LIMITS, TEXT_FIELDS } from '../../contract.ts'
import { runs } from '../../testing/long-run.ts'
import { decodeForm } from './form-encoding.ts'
import { readSignUp } from './sign-up.ts'

const list = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const custom = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'
const attributes: Record<string, string> = {
  lists: `${list}=Newsletter,${list.replace('d0-', 'd1-')}=Events`,
  'list-choice': '',
  consent: 'Send me letters',
  fields: 'first_name last_name job_title company_name phone_number anniversary birthday address',
  'custom-fields': JSON.stringify([{ id: custom, label: 'Favourite loaf', type: 'text' }]),
}
const reading = readConfiguration((name) => attributes[name])
if (!reading.configuration) throw new Error(JSON.stringify(reading.faults))
const { configuration } = reading

/** Texts about as long as a limit, with what people and keyboards put into fields. */
const text = (limit: number) =>
  fc.oneof(
    { weight: 40, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
    fc.integer({ min: limit - 2, max: limit + 2 }).map((length) => 'x'.repeat(length)),
    fc.integer({ min: -2, max: 2 }).map((more) => '😀'.repeat(Math.floor(limit / 2) + more)),
    fc.constantFrom('  ', ' padded ', '\u00a0', 'محمد', '🧑‍🍳', '<script>alert(1)</script>', "O'Neil; DROP"),
  )
const email = fc.oneof(
  { weight: 12, arbitrary: fc.emailAddress() },
  text(LIMITS.email_address),
  fc.integer({ min: 66, max: 70 }).map((length) => `${'a'.repeat(length)}@example.org`),
  fc.constantFrom(
    'a+b@example.org',
    ' A@Example.ORG ',
    'info@bücher.example',
    'a@b',
    'a@b..c',
    'a b@c.de',
    '@x.org',
  ),
)
const date = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
  fc.constantFrom('2023-02-29', '2024-02-29', '2023-04-31', 'soon'),
)
const part = fc.oneof({ weight: 4, arbitrary: fc.constant('') }, fc.integer({ min: 0, max: 32 }).map(String))

const values = fc
  .record({
    email_address: email,
    anniversary: date,
    birthday_month: part,
    birthday_day: part,
    [`custom_fields.${custom}`]: text(LIMITS.custom_field_value),
    list_memberships: fc.constantFrom('', list, list, list),
    'consent.given': fc.constantFrom('', 'true', 'true', 'true'),
    ...Object.fromEntries(TEXT_FIELDS.map((name) => [name, text(LIMITS[name])])),
    ...Object.fromEntries(ADDRESS_PARTS.map((name) => [`street_address.${name}`, text(LIMITS[name])])),
  })
  .map((record): Record<string, string[]> => {
    const typed = Object.entries(record).map(([name, value]): [string, string[]] => [
      name,
      value === '' ? [] : [value],
    ])
    return { ...Object.fromEntries(typed), 'consent.text': ['Send me letters'] }
  })

/** The same values as a browser posts them from the same form without JavaScript. */
function posted(typed: Record<string, string[]>): Record<string, unknown> {
  const filled = Object.entries(typed).filter(([, texts]) => texts.length > 0)
  return decodeForm(new Map([['street_address.kind', ['home']], ...filled]))
}

describe('widget and relay', () => {
  it('agree on every sign-up: which are accepted and what they mean, which are refused and why', () => {
    let accepted = 0
    fc.assert(
      fc.property(values, (typed) => {
        const checked = checkSignUp(typed, configuration)
        const formPost = readSignUp(posted(typed))
        if (checked.kind === 'faults') {
          expect(formPost).toEqual({ kind: 'faults', faults: checked.faults })
          return
        }
        accepted += 1
        const sent: Record<string, unknown> = JSON.parse(JSON.stringify(checked.signUp))
        expect(readSignUp(sent)).toEqual({ kind: 'sign-up', signUp: checked.signUp })
        expect(formPost).toEqual({ kind: 'sign-up', signUp: checked.signUp })
      }),
      { numRuns: runs(300, 10_000) },
    )
    expect(accepted).toBeGreaterThan(runs(20, 700))
  })
})
