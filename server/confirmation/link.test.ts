import { createHmac, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createLinks } from './link.ts'

const newConfirmationId = () => randomBytes(16).toString('base64url')

function linksBy(key: string) {
  return createLinks((text) =>
    createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url'),
  )
}

test('a link leads back to its confirmation, and is the same each time', () => {
  const links = linksBy('key')
  const id = newConfirmationId()
  const token = links.tokenOf(id)
  expect(links.tokenOf(id)).toBe(token)
  expect(links.idOf(token)).toBe(id)
})

test('without the key nobody can make a link, even from another one or from the database', () => {
  const links = linksBy('key')
  const [one, other] = [newConfirmationId(), newConfirmationId()]
  const signature = links.tokenOf(one).split('.')[1]
  const forged = [`${other}.${signature}`, one, `${one}.`, `${one}.${one}`, linksBy('other').tokenOf(one), '']
  for (const token of forged) expect(links.idOf(token)).toBeUndefined()
})
