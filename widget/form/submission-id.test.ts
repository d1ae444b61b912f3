// @vitest-environment node
import { expect, it } from 'vitest'
import { isUuid } from '../../server/contract.ts'
import { createSubmissionId } from './submission-id.ts'

it('is a UUID, and another each time, also without randomUUID', () => {
  const plainHttp: Crypto = Object.create(crypto, {
    randomUUID: { value: undefined },
    getRandomValues: { value: crypto.getRandomValues.bind(crypto) },
  })
  const ids = [crypto, crypto, plainHttp, plainHttp].map(createSubmissionId)
  expect(ids.every(isUuid)).toBe(true)
  expect(new Set(ids).size).toBe(4)
  expect(ids.every((id) => id[14] === '4')).toBe(true)
})
