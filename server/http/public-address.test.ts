import { describe, expect, it } from 'vitest'
import { isPrivateHostname, isPublicAddress } from './public-address.ts'

describe('an address', () => {
  it.each(['8.8.8.8', '1.1.1.1', '185.199.108.153', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
    'is public: %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )

  it.each([
    ...['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '100.127.255.255', '224.0.0.1', '255.255.255.255', '240.0.0.1'],
    ...['192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '192.0.0.1'],
    ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', '2001:db8::1'],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe'],
    ...[
      '64:ff9b:1::a00:1',
      '2002:7f00:1::',
      '2001::1',
      '::127.0.0.1',
      '::a00:1',
      'fec0::1',
      '4000::1',
      '100::1',
    ],
    ...['', 'localhost', 'example.org', '0x7f.1', '127.1'],
  ])('is not public: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('a hostname', () => {
  it.each([
    ...[
      'localhost',
      'localhost.',
      'a.localhost',
      'printer',
      'nas.local',
      'db.internal',
      'router.lan',
      'x.home.arpa',
    ],
    ...['127.0.0.1', '10.0.0.1', '[::1]', '[fd00::1]', '[::ffff:7f00:1]'],
  ])('leads nowhere public: %s', (hostname) => {
    expect(isPrivateHostname(hostname)).toBe(true)
  })

  it.each(['hooks.example.org', 'example.com.', '8.8.8.8', '[2606:4700::1111]', 'localhost.example.org'])(
    'may be public: %s',
    (hostname) => {
      expect(isPrivateHostname(hostname)).toBe(false)
    },
  )

  it.each([
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://①②⑦.0.0.1/',
  ])('is read as browsers and Node read it: %s', (address) => {
    expect(isPrivateHostname(new URL(address).hostname)).toBe(true)
  })
})
