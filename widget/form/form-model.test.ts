// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { FieldFaults, SignUp } from '../../server/contract.ts'
import { EMPTY_FORM, type Form, nextStep } from './form-model.ts'

const values = { email_address: ['ada@example.org'] }
const signUp: SignUp = {
  email_address: 'ada@example.org',
  list_memberships: ['d13d60d0-f256-11e8-b47d-fa163e56c9b0'],
  consent: { given: true, text: 'Yes.' },
}
const sending = nextStep(EMPTY_FORM, { kind: 'submitted', values, checked: { kind: 'sign-up', signUp } })
const faulty = nextStep(EMPTY_FORM, {
  kind: 'submitted',
  values,
  checked: { kind: 'faults', faults: { email_address: 'invalid', birthday_day: 'incomplete' } },
})

describe('nextStep', () => {
  it('sends a sign-up and refuses faults', () => {
    expect(sending).toEqual({ kind: 'sending', values, signUp, attempt: 1 })
    expect(faulty).toMatchObject({ kind: 'refused', values, failure: undefined, attempt: 1 })
  })

  it('swallows a second submission while one is on its way', () => {
    expect(nextStep(sending, { kind: 'submitted', values: {}, checked: { kind: 'sign-up', signUp } })).toBe(
      sending,
    )
  })

  it('accepts an outcome, and then nothing more', () => {
    const outcome = { action: 'created', message: 'Thank you.' } as const
    const accepted = nextStep(sending, { kind: 'answered', answer: { kind: 'outcome', outcome } })
    expect(accepted).toEqual({ kind: 'accepted', outcome })
    expect(nextStep(accepted, { kind: 'restored' })).toBe(accepted)
  })

  it('keeps what was typed through every failure', () => {
    const refused = nextStep(sending, { kind: 'answered', answer: { kind: 'timeout' } })
    expect(refused).toEqual({ kind: 'refused', values, faults: {}, failure: { kind: 'timeout' }, attempt: 1 })
  })

  it('takes an error away when its field is mended, and leaves the others', () => {
    const edited = nextStep(faulty, {
      kind: 'edited',
      path: 'email_address',
      values,
      standing: { birthday_day: 'incomplete' },
    })
    expect(edited).toMatchObject({ kind: 'editing', faults: { birthday_day: 'incomplete' } })
  })

  it('takes the error at a day away when the month is mended', () => {
    const edited = nextStep(faulty, { kind: 'edited', path: 'birthday_month', values, standing: {} })
    expect(edited).toMatchObject({ faults: { email_address: 'invalid' } })
  })

  it('says another fault of the edited field, and none of a field that was not faulty', () => {
    const standing = { email_address: 'too_long', first_name: 'required' } as const
    const edited = nextStep(faulty, { kind: 'edited', path: 'email_address', values, standing })
    expect(edited).toMatchObject({ faults: { email_address: 'too_long', birthday_day: 'incomplete' } })
    expect(edited).not.toHaveProperty('faults.first_name')
  })

  it('stays as it is while somebody types who did nothing wrong', () => {
    const event = {
      kind: 'edited',
      path: 'email_address',
      values,
      standing: { email_address: 'invalid' },
    } as const
    expect(nextStep(EMPTY_FORM, event)).toBe(EMPTY_FORM)
  })

  describe('whose country asks for other parts of an address', () => {
    const faults = { 'street_address.city': 'required', 'street_address.state': 'required' } as const
    const refused = (found: FieldFaults): Form => ({
      kind: 'refused',
      values,
      faults: found,
      failure: undefined,
      attempt: 2,
    })
    const change = (found: FieldFaults, standing: FieldFaults = {}) =>
      nextStep(refused(found), { kind: 'address-changed', standing })

    it('loses the faults of parts that the country does not need, and keeps all in mind', () => {
      const all = { ...faults, email_address: 'required' } as const
      expect(change(all, { 'street_address.city': 'required', first_name: 'required' })).toEqual({
        kind: 'editing',
        values,
        faults: { 'street_address.city': 'required', email_address: 'required' },
        last: all,
        attempt: 2,
        isNewPage: undefined,
      })
    })

    it('has the fault of a part again that the next country needs, and that is still empty', () => {
      const all = { 'street_address.city': 'required', 'street_address.state': 'required' } as const
      const elsewhere = change(all)
      expect(elsewhere).toMatchObject({ faults: {}, last: all })
      const back = nextStep(elsewhere, {
        kind: 'address-changed',
        standing: { 'street_address.city': 'required', 'street_address.postal_code': 'required' },
      })
      expect(back).toMatchObject({
        kind: 'editing',
        faults: { 'street_address.city': 'required' },
        last: all,
      })
    })

    it.each<FieldFaults>([{}, { email_address: 'required' }, { 'street_address.city': 'too_long' }])(
      'stays as it is where none of its parts was missing: %j',
      (found) => {
        const form = refused(found)
        expect(nextStep(form, { kind: 'address-changed', standing: {} })).toBe(form)
      },
    )

    it('waits for the answer while it is being sent', () => {
      expect(nextStep(sending, { kind: 'address-changed', standing: faults })).toBe(sending)
    })
  })

  it('lets a form be used again that was sending when the page left', () => {
    expect(nextStep(sending, { kind: 'restored' })).toEqual({
      kind: 'editing',
      values,
      faults: {},
      attempt: 1,
    })
    expect(nextStep(faulty, { kind: 'restored' })).toBe(faulty)
  })

  it('ignores an answer that nothing waits for', () => {
    const late: Form = { kind: 'editing', values, faults: {}, attempt: 1 }
    expect(nextStep(late, { kind: 'answered', answer: { kind: 'offline' } })).toBe(late)
  })
})
