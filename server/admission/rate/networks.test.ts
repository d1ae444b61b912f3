import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNetworks, networkOf, parseCidr } from './networks.ts'

const network = (address: string) => ({ kind: 'network', network: address })
const unknown = (reason: string) => ({ kind: 'unknown', reason })

describe('a network', () => {
  it.each([
    ['an IPv4 address by itself', '203.0.113.7', '203.0.113.7'],
    ['an IPv4 address that a socket of both families reports', '::ffff:203.0.113.7', '203.0.113.7'],
    ['an IPv4 address mapped in hexadecimal', '::FFFF:cb00:7107', '203.0.113.7'],
    ['the /64 of an IPv6 address', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['the /64 of a shortened IPv6 address', '2001:db8::1', '2001:db8:0:0::/64'],
    ['the /64 of this machine', '::1', '0:0:0:0::/64'],
    ['the /64 of an address with a zone', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['the /64 of an address with zeros in front', '2001:0DB8:0001:0002:0003::', '2001:db8:1:2::/64'],
  ])('is %s', (_, address, expected) => expect(networkOf(address)).toBe(expected))

  it.each([
    '',
    'unknown',
    '_hidden',
    '203.0.113',
    '203.0.113.256',
    '2001:db8::g',
    '1::2::3',
    '203.0.113.7/24',
  ])('is not read from "%s"', (text) => expect(networkOf(text)).toBeUndefined())

  it('is the same for every address of one /64 however it is written, and another for the next', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const found = networkOf(address)
        expect(networkOf(address.toUpperCase())).toBe(found)
        if (found?.endsWith('::/64')) expect(networkOf(found.replace('::/64', ':1:2:3:4'))).toBe(found)
      }),
    )
    expect(networkOf('2001:db8:0:1::1')).not.toBe(networkOf('2001:db8:0:2::1'))
  })
})

describe('an entry of TRUSTED_PROXIES', () => {
  it.each([
    ['10.0.0.0/8', '::ffff:a00:0/104'],
    ['192.0.2.1', '::ffff:c000:201/128'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['::1', '::1/128'],
    ['::ffff:10.0.0.0/104', '::ffff:a00:0/104'],
    ['::ffff:10.0.0.1', '::ffff:a00:1/128'],
  ])('may be %s', (text, expected) => expect(parseCidr(text)?.join('/')).toBe(expected))

  it.each([
    '',
    'proxy.example.org',
    '10.0.0.0/33',
    '0x7f.1',
    '10.1',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '::/129',
    '::ffff:10.0.0.0/8',
    '*',
  ])('may not be "%s"', (text) => expect(parseCidr(text)).toBeUndefined())
})

describe('the client', () => {
  const behind = createNetworks(['10.0.0.0/8', '2001:db8:ffff::/48', '127.0.0.1'])
  const direct = createNetworks([])

  it('is who holds the connection when there is no proxy', () => {
    expect(direct.clientOf('203.0.113.7', null)).toEqual(network('203.0.113.7'))
    expect(direct.clientOf('::ffff:203.0.113.7', null)).toEqual(network('203.0.113.7'))
  })

  it('is who holds the connection when no proxy is trusted, whatever a header says', () => {
    expect(direct.clientOf('203.0.113.7', '198.51.100.1')).toEqual(network('203.0.113.7'))
    expect(direct.clientOf('203.0.113.7', '')).toEqual(network('203.0.113.7'))
  })

  it.each([
    '127.0.0.1',
    '::1',
    '10.1.1.1',
    '::ffff:172.16.0.1',
    '192.168.0.1',
    '169.254.1.1',
    '100.64.0.1',
    'fe80::1%eth0',
    'fd00::1',
  ])(
    'is unknown when no proxy is trusted and the connection comes from %s, where no visitor is',
    (address) => {
      expect(direct.clientOf(address, null)).toEqual(unknown('no_proxy_trusted'))
      expect(direct.clientOf(address, '198.51.100.1')).toEqual(unknown('no_proxy_trusted'))
    },
  )

  it('is who holds the connection when that is no trusted proxy, whatever the header says', () => {
    expect(behind.clientOf('203.0.113.7', '198.51.100.1')).toEqual(network('203.0.113.7'))
  })

  it.each([
    ['the only entry', '203.0.113.7', '203.0.113.7'],
    ['the last entry that is no trusted proxy', '203.0.113.7, 10.1.1.1,10.2.2.2', '203.0.113.7'],
    ['not what a stranger wrote to its left', '198.51.100.1, 10.9.9.9, 203.0.113.7, 10.1.1.1', '203.0.113.7'],
    ['an entry with a port', '203.0.113.7:4711', '203.0.113.7'],
    ['an IPv6 entry', '2001:db8:1:2::3, 2001:db8:ffff::1', '2001:db8:1:2::/64'],
    ['an IPv6 entry with a port', '[2001:db8:1:2::3]:4711', '2001:db8:1:2::/64'],
    [
      'an IPv4 entry mapped into IPv6, past a mapped proxy',
      '::ffff:203.0.113.7, ::ffff:10.1.1.1',
      '203.0.113.7',
    ],
    ['the first of those who are all trusted', '10.3.3.3, 10.1.1.1', '10.3.3.3'],
    ['found past empty entries', ' , 203.0.113.7, ', '203.0.113.7'],
  ])('behind a trusted proxy is %s', (_, header, expected) => {
    expect(behind.clientOf('10.0.0.1', header)).toEqual(network(expected))
    expect(behind.clientOf('::ffff:10.0.0.1', header)).toEqual(network(expected))
  })

  it('is unknown when a trusted proxy says nothing, or nothing that is an address', () => {
    expect(behind.clientOf('127.0.0.1', null)).toEqual(unknown('header_missing'))
    expect(behind.clientOf('127.0.0.1', ' , ')).toEqual(unknown('header_missing'))
    expect(behind.clientOf('127.0.0.1', '203.0.113.7, unknown')).toEqual(unknown('header_unreadable'))
  })

  it('is the same for all connections without an address', () => {
    expect(behind.clientOf(undefined, '203.0.113.7')).toEqual(network('no address'))
    expect(direct.clientOf('', null)).toEqual(network('no address'))
  })

  it('cannot be chosen by a stranger: whatever stands to the left of what the proxy wrote changes nothing', () => {
    const forged = fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constant('10.0.0.1')), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(forged, (entries) => {
        const header = [...entries, '203.0.113.7', '10.1.1.1'].join(', ')
        expect(behind.clientOf('10.0.0.1', header)).toEqual(network('203.0.113.7'))
      }),
    )
  })

  it('is found in any header without failing', () => {
    fc.assert(
      fc.property(fc.string(), fc.oneof(fc.string(), fc.ipV6()), (socketAddress, header) => {
        expect(['network', 'unknown']).toContain(behind.clientOf('10.0.0.1', header).kind)
        expect(['network', 'unknown']).toContain(behind.clientOf(socketAddress, header).kind)
      }),
    )
  })
})
