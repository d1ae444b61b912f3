import { describe, expect, it } from 'vitest'
import { tolerantTokenResponse } from './token-response.ts'

const read = (body: unknown): unknown => JSON.parse(tolerantTokenResponse(JSON.stringify(body)))
const good = { access_token: 'a.b-c', refresh_token: 'r', token_type: 'Bearer', expires_in: 86_400 }

describe('a token answer', () => {
  it('keeps a correct response, without what was not requested', () => {
    expect(read({ ...good, scope: 'contact_data', id_token: 'x', other: 1 })).toEqual(good)
  })

  it.each([
    ['a text', '86400', 86_400],
    ['a broken number', '86400.5', 86_400],
    ['a number with places', 3600.4567, 3600],
    ['a number with places close to nought', 0.4, 1],
    ['a number of weeks', 1e16, 86_400],
    ['a number with no end', 1e300, 86_400],
    ['a text with no end', '1e999', undefined],
    ['a text that is none', 'NaN', undefined],
    ['true', true, undefined],
    ['null', null, undefined],
    ['nonsense', 'a day', undefined],
    ['a blank', ' ', undefined],
    ['nought', 0, undefined],
    ['below nought', -5, undefined],
    ['a list', [1], undefined],
  ])('may have %s as expires_in', (_, expires_in, seconds) => {
    expect(read({ ...good, expires_in })).toEqual({ ...good, expires_in: seconds })
  })

  it.each([
    ['blank', ''],
    ['null', null],
    ['a number', 5],
    ['a space', ' '],
    ['two lines', 'a\nb'],
  ])('has no refresh token when that is %s', (_, refresh_token) => {
    expect(read({ ...good, refresh_token })).not.toHaveProperty('refresh_token')
  })

  it('has no access token when no header can carry it', () => {
    expect(read({ ...good, access_token: 'a\r\nb' })).not.toHaveProperty('access_token')
  })

  it('keeps an error, and nothing of its description', () => {
    expect(read({ error: 'invalid_grant', error_description: 'of ada@example.com' })).toEqual({
      token_type: 'Bearer',
      error: 'invalid_grant',
    })
  })

  it.each(['', '<html>', '[]', 'null', '3', '{'])('leaves %j as it is', (text) => {
    expect(tolerantTokenResponse(text)).toBe(text)
  })
})
