import { expect, test } from 'vitest'
import { aSignUp } from '../../testing/sign-up.ts'
import type { Admit } from '../admission.ts'
import { refusal } from '../refusal.ts'
import { withNetwork } from './consent-network.ts'
import { createNetworks } from './networks.ts'

const PROXY = '10.0.0.1'

const admit: Admit = async () => {
  return { kind: 'admitted', signUp: aSignUp(), trust: 'ordinary', hold: false, typed: {} }
}

async function networkOf(
  address: string | undefined,
  headers: Record<string, string> = {},
  proxies = [PROXY],
) {
  const request = new Request('https://signup.example.org/v1/signups', { method: 'POST', headers })
  const admission = await withNetwork(admit, createNetworks(proxies))(request, address)
  return admission.kind === 'admitted' ? admission.network : admission
}

test.each([
  ['203.0.113.7', '203.0.113.0/24'],
  ['::ffff:203.0.113.7', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['::1', '0:0:0::/48'],
])('of %s it is %s, and names no household', async (address, network) => {
  expect(await networkOf(address)).toBe(network)
})

test('is that of the visitor behind a trusted proxy', async () => {
  expect(await networkOf(PROXY, { 'x-forwarded-for': '192.0.2.1, 203.0.113.7' })).toBe('203.0.113.0/24')
})

test('is unknown where nobody knows the address, and where a server posts for its visitor', async () => {
  expect(await networkOf(undefined)).toBeUndefined()
  expect(await networkOf(PROXY)).toBeUndefined()
  expect(await networkOf(PROXY, { 'x-forwarded-for': 'unknown' })).toBeUndefined()
  expect(await networkOf('192.168.1.2', {}, [])).toBeUndefined()
  expect(await networkOf('203.0.113.7', { authorization: 'Bearer key' })).toBeUndefined()
})

test('changes nothing about a refusal', async () => {
  const refused = { kind: 'refused', refusal: refusal('list_not_allowed'), typed: {} } as const
  const request = new Request('https://signup.example.org/v1/signups')
  expect(await withNetwork(async () => refused, createNetworks([]))(request, '203.0.113.7')).toEqual(refused)
})
