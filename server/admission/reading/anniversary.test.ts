import { expect, it } from 'vitest'
import { isAnniversary } from './anniversary.ts'

it.each([
  '11/15/2006',
  '1/5/2006',
  '2006/11/15',
  '2006/1/5',
  '2006-11-15',
  '2006-1-5',
  '1-5-2006',
  '1-15-2006',
  '11-15-2006',
  '2024-02-29',
])('accepts %s', (text) => expect(isAnniversary(text)).toBe(true))

it.each([
  '15.11.2006',
  '2006-11',
  '01-15-2006',
  '15/11/2006',
  '2023-02-29',
  '2006-13-01',
  '0000-01-01',
  '20061115',
  '2006/11-15',
])('refuses %s', (text) => expect(isAnniversary(text)).toBe(false))
