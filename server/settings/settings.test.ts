import { describe, expect, it } from 'vitest'
import { captchaOf, revealsOutcome } from './rules.ts'
import { readSettings } from './settings.ts'
import { aboutSetting, SETTING_NAMES } from './table.ts'

const list = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const complete = {
  CTCT_CLIENT_ID: 'an-application',
  SECRET_KEY: 'k'.repeat(32),
  ALLOWED_ORIGINS: 'https://www.example.org, https://*.example.org',
  ALLOWED_LISTS: list.toUpperCase(),
  EXISTING_CONTACTS: 'update',
}
function faults(variables: Record<string, string>, sandbox = false): string[] {
  const reading = readSettings(variables, { sandbox })
  return reading.kind === 'faults' ? reading.faults : []
}
function settings(variables: Record<string, string>, sandbox = false) {
  const reading = readSettings(variables, { sandbox })
  if (reading.kind === 'faults') throw new Error(reading.faults.join('\n'))
  return reading.settings
}

describe('the start', () => {
  it('uses the sandbox if npm start asks for it and no application id is set', () => {
    expect(settings({}, true)).toMatchObject({
      isSandbox: true,
      DATABASE_URL: 'file:data/sandbox-8080.db',
      PUBLIC_URL: 'http://localhost:8080',
    })
  })

  it.each([
    [{}, 8081],
    [{ PORT: '9000' }, 9001],
    [{ PORT: '65535' }, 65_534],
    [{ PORT: '9000', SANDBOX_PORT: '7000' }, 7000],
    [{ PORT: '9000', SANDBOX_PORT: '0' }, 0],
  ])('puts the sandbox beside the relay’s port, unless its own is set: %o', (given, SANDBOX_PORT) => {
    expect(settings(given, true)).toMatchObject({ SANDBOX_PORT })
  })

  it('uses the account if an application id is set, even with npm start', () => {
    expect(settings(complete, true)).toMatchObject({
      ...{ isSandbox: false, CTCT_CLIENT_ID: 'an-application', CTCT_API_URL: 'https://api.cc.email/v3' },
      DATABASE_URL: 'file:data/relay.db',
      ALLOWED_LISTS: [list],
    })
  })

  it('refuses to run without an application id, so that nobody is sent to a sandbox by mistake', () => {
    expect(faults({ ...complete, CTCT_CLIENT_ID: '' }).join()).toMatch(/^CTCT_CLIENT_ID is required/)
  })

  it('names every missing setting at once and explains the choice about existing contacts', () => {
    const missing = faults({})
    expect(missing.map((fault) => fault.split(' ')[0])).toEqual([
      'CTCT_CLIENT_ID',
      'SECRET_KEY',
      'ALLOWED_ORIGINS',
      'ALLOWED_LISTS',
      'EXISTING_CONTACTS',
    ])
    for (const policy of ['update', 'complete', 'append', 'verify'])
      expect(missing.at(-1)).toMatch(new RegExp(`^ +${policy} +\\w`, 'm'))
  })

  it('accepts a captcha with both its keys, and uses the service’s address unless another is set', () => {
    const captcha = { CAPTCHA: 'turnstile', CAPTCHA_SITE_KEY: 'site', CAPTCHA_SECRET: 'secret' }
    const kept = { kind: 'turnstile', siteKey: 'site', secret: 'secret' }
    expect(captchaOf(settings({ ...complete, ...captcha }))).toEqual({
      ...kept,
      verifyUrl: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
    })
    const verifyUrl = 'http://127.0.0.1:9/verify'
    expect(captchaOf(settings({ ...captcha, CAPTCHA_VERIFY_URL: verifyUrl }, true))).toEqual({
      ...kept,
      verifyUrl,
    })
    expect(captchaOf(settings(complete))).toBeUndefined()
  })

  it('names the settings that a captcha lacks, with an account and without', () => {
    for (const sandbox of [false, true]) {
      const given = sandbox ? {} : complete
      expect(faults({ ...given, CAPTCHA: 'hcaptcha' }, sandbox)).toEqual([
        'CAPTCHA_SITE_KEY is required with CAPTCHA',
        'CAPTCHA_SECRET is required with CAPTCHA',
      ])
      expect(faults({ ...given, CAPTCHA_SECRET: 'secret' }, sandbox).join()).toMatch(
        /^CAPTCHA_SECRET needs CAPTCHA/,
      )
      expect(faults({ ...given, CAPTCHA: 'friendly' }, sandbox).join()).toMatch(/^CAPTCHA must be turnstile/)
      const off = { CAPTCHA: 'turnstile', CAPTCHA_SITE_KEY: 'a', CAPTCHA_SECRET: 'b', PROOF_OF_WORK: 'off' }
      expect(faults({ ...given, ...off }, sandbox).join()).toMatch(/^CAPTCHA is never asked for/)
    }
  })

  it('uses the limits of an ordinary application, or those that a partner sets', () => {
    expect(settings(complete)).toMatchObject({ CTCT_PER_SECOND: 4, CTCT_PER_DAY: 10_000 })
    expect(settings({ ...complete, CTCT_PER_SECOND: '10', CTCT_PER_DAY: '250000' })).toMatchObject({
      CTCT_PER_SECOND: 10,
      CTCT_PER_DAY: 250_000,
    })
  })

  it.each([600, 620, 900, 3600])(
    'keeps connections longer than a balancer that keeps its own for long (%i s)',
    (seconds) => {
      const given = { ...complete, KEEP_ALIVE_SECONDS: String(seconds) }
      expect(settings(given)).toMatchObject({ KEEP_ALIVE_SECONDS: seconds })
    },
  )

  it('takes the networks of a CDN as proxies', () => {
    const networks = [
      '173.245.48.0/20',
      '104.16.0.0/13',
      '162.158.0.0/15',
      '2400:cb00::/32',
      '2a06:98c0::/29',
    ]
    expect(settings({ ...complete, TRUSTED_PROXIES: networks.join() }).TRUSTED_PROXIES).toEqual(networks)
  })

  it('reads both the new key and the old while the key is rotated', () => {
    const keys = ['n'.repeat(32), 'o'.repeat(40)]
    expect(settings({ ...complete, SECRET_KEY: keys.join(',') }).SECRET_KEY).toEqual(keys)
  })
})

describe('a wrong setting', () => {
  it.each([
    ['PORT', 'eighty'],
    ['PORT', '65536'],
    ['PUBLIC_URL', 'ftp://example.org/path'],
    ['PUBLIC_URL', 'example.org'],
    ['CTCT_API_URL', 'http://api.example.org/v3'],
    ['CTCT_AUTH_URL', 'ftp://example.org'],
    ['DATABASE_URL', 'mysql://x'],
    ['SECRET_KEY', 'too short'],
    ['ALLOWED_ORIGINS', 'https://a.example,www.example.org'],
    ['ALLOWED_ORIGINS', '*'],
    ['ALLOWED_LISTS', 'newsletter'],
    ['EXISTING_CONTACTS', 'overwrite'],
    ['SITE_NAME', 'two\nlines'],
    ['SITE_URL', 'www.example.org'],
    ['SITE_URL', 'javascript:alert(1)'],
    ['SITE_URL', 'https://ada:secret@www.example.org'],
    ['SITE_URL', 'https://*.example.org'],
    ['CONSENT_RETENTION_DAYS', '0'],
    ['CONFIRMED_OPT_IN', 'yes'],
    ['CTCT_PER_SECOND', '0'],
    ['CTCT_PER_SECOND', '2.5'],
    ['CTCT_PER_DAY', '0'],
    ['CTCT_PER_DAY', '10,000'],
    ['KEEP_ALIVE_SECONDS', '0'],
    ['KEEP_ALIVE_SECONDS', '3601'],
    ['METRICS_TOKEN', `${'m'.repeat(32)} `],
    ['METRICS_TOKEN', `${'m'.repeat(32)}\r`],
    ['METRICS_TOKEN', `m m${'m'.repeat(32)}`],
    ['METRICS_TOKEN', `${'m'.repeat(32)}é`],
    ['API_KEYS', `${'k'.repeat(16)} ${'k'.repeat(16)}`],
    ['API_KEYS', `${'k'.repeat(32)}, ${'l'.repeat(32)}\r`],
    ['API_KEYS', `${'k'.repeat(32)}\n,${'l'.repeat(32)}`],
    ['API_KEYS', `${'k'.repeat(32)}\u200b`],
    ['CTCT_CLIENT_ID', 'an-application\r'],
    ['CTCT_CLIENT_SECRET', 'a secret'],
    ['PUBLIC_URL', 'https://*.example.org'],
    ['PUBLIC_URL', 'https://*.x'],
    ['PUBLIC_URL', 'https://a.example,https://b.example'],
    ['PUBLIC_URL', 'https://ada:secret@signup.example.org'],
    ['PUBLIC_URL', 'https://signup.example.org?'],
    ['ALERT_WEBHOOK', 'https://ada:secret@hooks.example.org/x'],
    ['ALERT_WEBHOOK', 'https://token@hooks.example.org/x'],
    ['CTCT_API_URL', 'https://ada:secret@api.example.org/v3'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
    ['TRUSTED_PROXIES', '::/0'],
    ['TRUSTED_PROXIES', '::ffff:0:0/96'],
    ['TRUSTED_PROXIES', '10.0.0.0/8, 0.0.0.0/1, 128.0.0.0/1'],
  ])('%s=%s is named and stops the start', (name, value) => {
    const found = faults({ ...complete, [name]: value })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(new RegExp(`^${name} `))
  })

  it('hides no missing setting, and is not reported as missing itself', () => {
    const names = (variables: Record<string, string>) => faults(variables).map((fault) => fault.split(' ')[0])
    expect(names({ RATE_PER_NETWORK: 'x' })).toEqual([
      ...['RATE_PER_NETWORK', 'CTCT_CLIENT_ID', 'SECRET_KEY', 'ALLOWED_ORIGINS', 'ALLOWED_LISTS'],
      'EXISTING_CONTACTS',
    ])
    expect(names({ ...complete, SECRET_KEY: 'short', ALLOWED_LISTS: ',' })).toEqual([
      'SECRET_KEY',
      'ALLOWED_LISTS',
    ])
    expect(names({ ...complete, EXISTING_CONTACTS: 'verify', SMTP_URL: 'x' })).toEqual([
      ...['SMTP_URL', 'SMTP_URL', 'EXISTING_CONTACTS=verify'],
    ])
    expect(names({ CAPTCHA: 'friendly', PORT: 'x', ...complete })).toEqual([
      ...['PORT', 'CAPTCHA', 'CAPTCHA_SITE_KEY', 'CAPTCHA_SECRET'],
    ])
  })

  it('is no reason to fall back to the sandbox', () => {
    expect(faults({ ...complete, CTCT_CLIENT_ID: 'an application' }, true)).toHaveLength(1)
    for (const name of ['\ufeffCTCT_CLIENT_ID', 'CTCT_CLIENT_ID\u200b', 'CTCT_CLIENTID', 'ctct_client_id'])
      expect(faults({ [name]: 'an-application' }, true).join(), name).toMatch(/^CTCT_CLIENT_ID /)
  })

  it('accepts spaces between keys, proxies in private networks, and addresses of this machine', () => {
    expect(
      settings({
        ...complete,
        API_KEYS: ` ${'k'.repeat(32)} , ${'l'.repeat(32)} `,
        TRUSTED_PROXIES: '10.0.0.0/8, fc00::/7, ::1',
        PUBLIC_URL: 'http://[::1]:8080/',
      }),
    ).toMatchObject({ API_KEYS: ['k'.repeat(32), 'l'.repeat(32)], PUBLIC_URL: 'http://[::1]:8080' })
  })

  it.each(SETTING_NAMES.filter((name) => aboutSetting(name).secret))(
    '%s is a secret that no fault repeats',
    (name) => {
      expect(faults({ ...complete, ALERT_EMAIL: 'x', [name]: 'hunter2' }).join()).not.toContain('hunter2')
    },
  )

  it('accepts http for Constant Contact only on this machine', () => {
    expect(settings({ ...complete, CTCT_API_URL: 'http://127.0.0.1:8081/v3/' })).toMatchObject({
      CTCT_API_URL: 'http://127.0.0.1:8081/v3',
    })
  })
})

describe('the policy for existing contacts', () => {
  const mail = { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'hello@example.org', SITE_NAME: 'Juniper & Rye' }

  it.each(['update', 'complete', 'append'] as const)('%s reveals the outcome', (policy) => {
    const read = settings({ ...complete, EXISTING_CONTACTS: policy })
    expect(read.EXISTING_CONTACTS).toBe(policy)
    expect(revealsOutcome(read)).toBe(true)
    expect(revealsOutcome({ ...read, REVEAL_OUTCOME: false })).toBe(false)
  })

  it('verify does not reveal it', () => {
    const read = settings({ ...complete, ...mail, EXISTING_CONTACTS: 'verify' })
    expect(revealsOutcome(read)).toBe(false)
  })

  it('verify requires mail, and the fault names what is missing', () => {
    const missing = faults({ ...complete, EXISTING_CONTACTS: 'verify' })
    expect(missing).toEqual([
      'EXISTING_CONTACTS=verify mails contacts, so it needs SMTP_URL and MAIL_FROM and SITE_NAME',
    ])
  })

  it('is update in the sandbox, where every policy works, since mail goes to its mailbox', () => {
    expect(settings({}, true)).toMatchObject({ EXISTING_CONTACTS: 'update', SITE_NAME: 'Juniper & Rye' })
    expect(settings({ EXISTING_CONTACTS: 'verify' }, true)).toMatchObject({ EXISTING_CONTACTS: 'verify' })
  })
})
