import { describe, expect, it } from 'vitest'
import { createOrigins } from '../../admission/origins.ts'
import { CAPTCHAS } from '../../admission/proof/captcha.ts'
import { refusal } from '../../admission/refusal.ts'
import { CAPTCHA_SOURCES } from '../captcha-sources.ts'
import { formRoutes } from './form.ts'
import { formAnswers } from './form-answers.ts'

const list = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const origins = createOrigins({
  patterns: ['https://www.example.org', 'https://*.example.net'],
  publicUrl: 'https://signup.example.com',
  loopback: false,
})
const rules = { origins, lists: [list], brand: { site: 'Juniper & Rye' }, publicPath: '' }
const routes = formRoutes(rules)
const answers = formAnswers(rules)

const get = (query: string, headers = {}) => routes.request(`/form?${query}`, { headers })
const post = (query: string, headers = {}) =>
  new Request(`https://signup.example.com/v1/signups?${query}`, { method: 'POST', headers })

describe('the form page', () => {
  it('is a whole form that posts without script, with its settings along', async () => {
    const response = await get(`lists=${list}&fields=first_name*&title=Fresh+%3Cbread%3E`)
    const page = await response.text()
    expect(response.status).toBe(200)
    expect(page).toContain(`action="/v1/signups?lists=${list}`)
    expect(page).toContain('name="first_name"')
    expect(page).toContain(`name="list_memberships" value="${list}"`)
    expect(page).toContain('name="consent.given" value="true"')
    expect(page).toContain('Fresh &lt;bread>')
    expect(page).not.toContain('<bread>')
  })

  it('may be framed by, and lead to, the allowed origins only, and is never cached', async () => {
    const { headers } = await get(`lists=${list}`)
    const policy = headers.get('content-security-policy')
    expect(policy).toContain(
      'frame-ancestors https://signup.example.com https://www.example.org https://*.example.net',
    )
    expect(policy).toContain("form-action 'self' https://signup.example.com https://www.example.org")
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('same-origin')
  })

  it.each(CAPTCHAS)(
    'allows the scripts and frames of %s, if that is set up, and no others',
    async (captcha) => {
      const page = await formRoutes({ ...rules, captcha }).request(`/form?lists=${list}`)
      const policy = page.headers.get('content-security-policy') ?? ''
      const { scripts, frames } = CAPTCHA_SOURCES[captcha]
      expect(policy).toContain(`script-src 'self' ${scripts.join(' ')};`)
      expect(policy).toContain(`frame-src ${frames.join(' ')}`)
      expect(policy).not.toContain('unsafe')
      expect((await get(`lists=${list}`)).headers.get('content-security-policy')).not.toContain('frame-src')
      // Its scripts and frames would have to allow themselves to be embedded, which nobody promises.
      expect(page.headers.get('cross-origin-embedder-policy')).toBeNull()
    },
  )

  it.each([
    ['no list', '', /lists/],
    ['a list that takes no sign-ups', `lists=${list.replace('d1', 'e1')}`, /ALLOWED_LISTS/],
    ['a redirect to a stranger', `lists=${list}&redirect-url=https://evil.example/`, /redirect-url/],
    ['an unknown field', `lists=${list}&fields=shoe_size`, /shoe_size/],
  ])('says what is wrong with %s', async (_, query, expected) => {
    const response = await get(query)
    expect(response.status).toBe(400)
    expect(await response.text()).toMatch(expected)
  })

  it('links to allowed origins and its own only, here and where a script reads its settings', async () => {
    const links =
      '[a](https://www.example.org/a) [b](https://x.example.net) [c](https://signup.example.com/c) [d](/d)'
    const others =
      '[e](https://evil.example/) [f](http://www.example.org/) [g](javascript:alert(1)) [h](//evil.example)'
    for (const name of ['consent', 'description']) {
      const page = await (
        await get(new URLSearchParams({ lists: list, [name]: `${links} ${others}` }).toString())
      ).text()
      expect([...page.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, to]) => to)).toEqual([
        ...['https://www.example.org/a', 'https://x.example.net', 'https://signup.example.com/c', '/d'],
      ])
      expect(page).toContain('e (https://evil.example/) f (http://www.example.org/)')
      expect(page).not.toContain('](https://evil')
      expect(page).not.toContain('%5D%28https%3A%2F%2Fevil')
    }
  })

  it('leaves out what it can do without, such as a redirect to a script', async () => {
    const response = await get(`lists=${list}&redirect-url=javascript:alert(1)&theme=blue`)
    expect(response.status).toBe(200)
    expect(await response.text()).not.toMatch(/javascript:|blue/)
  })

  it.each([
    ['dark', 'dark'],
    ['light', 'light'],
    ['auto', 'light dark'],
  ])(
    'has the colour scheme of its theme %s: in a frame it would stand on a white block',
    async (theme, scheme) => {
      const page = await (await get(`lists=${list}&theme=${theme}`)).text()
      expect(page).toContain(`<meta name="color-scheme" content="${scheme}">`)
    },
  )

  it('has the words of its address in place of ours, escaped, and leaves ours where those are wrong', async () => {
    const words = { lang: 'is', 'label.button': '<Gerast áskrifandi>', 'label.city': '', 'label.x': 'y' }
    const query = new URLSearchParams({ lists: list, fields: 'address', messages: JSON.stringify(words) })
    const page = await (await get(`${query}`, { 'accept-language': 'de' })).text()
    expect(page).toContain('<html lang="is" dir="ltr">')
    expect(page).toContain('&lt;Gerast áskrifandi></button>')
    expect(page).toContain('>Ort</label>')
    expect(page).toMatch(/data-messages="[^"]*label\.x/)
    const broken = await (await get(`lists=${list}&messages=%7B`, { 'accept-language': 'de' })).text()
    expect(broken).toContain('<html lang="de" dir="ltr">')
  })

  it('says words of its own about an accepted sign-up, whatever the relay would say', async () => {
    const messages = JSON.stringify({ 'sentence.created': 'Hooray.' })
    const request = post(`${new URLSearchParams({ lists: list, messages })}`)
    const page = await answers.settled(request, {}, { action: 'created', message: 'Thank you.' })?.text()
    expect(page).toMatch(/part="success"[^>]*>Hooray\./)
  })

  it('takes no endpoint from its address', async () => {
    const page = await (await get(`lists=${list}&endpoint=https://evil.example`)).text()
    expect(page).not.toContain('evil.example')
  })

  it('is in the language of its settings, or else of the browser', async () => {
    expect(await (await get(`lists=${list}&language=ar`)).text()).toContain('<html lang="ar" dir="rtl">')
    expect(await (await get(`lists=${list}`, { 'accept-language': 'de-AT' })).text()).toContain(
      '<html lang="de"',
    )
    expect(await (await get(`lists=${list}`, { 'accept-language': 'xx' })).text()).toContain(
      '<html lang="en"',
    )
  })
})

describe('the answer to a form post', () => {
  const typed = { email_address: ['half@'], first_name: ['<b>Ada</b>'], list_memberships: [list] }

  it('shows the form again with the input and what to correct', async () => {
    const reason = refusal('invalid_fields', { fields: { email_address: 'invalid' } })
    const response = answers.refused(post(`lists=${list}&fields=first_name`), typed, reason)
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toContain('value="half@"')
    expect(page).toContain('value="&lt;b>Ada&lt;/b>"')
    expect(page).toContain('aria-invalid="true"')
  })

  it('says first in its title that something is wrong, and begins with a list of links that has the focus', async () => {
    const reason = refusal('invalid_fields', {
      fields: { 'consent.given': 'required', email_address: 'invalid' },
    })
    const query = `lists=${list}&consent=Yes.&title=News+%26+more`
    const page = await answers.refused(post(query), typed, reason).text()
    expect(page).toContain('<title>Error: News &amp; more</title>')
    const [summary = ''] = page.match(/<section.*?<\/section>/) ?? []
    expect(summary).toMatch(
      /^<section [^>]*tabindex="-1"[^>]* autofocus|^<section [^>]*autofocus[^>]* tabindex="-1"/i,
    )
    expect(summary).toContain('There is a problem')
    const targets = [...summary.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
    expect(targets).toEqual(['signup-email_address', 'signup-consent.given'])
    for (const id of targets) expect(page).toMatch(new RegExp(`<input [^>]*id="${id}"`))
    expect(await (await get(query)).text()).toContain('<title>News &amp; more</title>')
  })

  it('gives the focus to what is wrong with no single field', async () => {
    const page = await answers.refused(post(`lists=${list}`), typed, refusal('unavailable')).text()
    expect(page).toContain('<title>Error: Sign-up form</title>')
    expect(page).toMatch(/<p part="alert" tabindex="-1" autofocus>We can’t sign you up right now/i)
    expect(page).not.toContain('<section')
  })

  it('passes on when to come back', () => {
    const reason = refusal('too_many_requests', { retryAfterSeconds: 90 })
    const response = answers.refused(post(`lists=${list}`), typed, reason)
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('90')
  })

  it('explains the faults of a form that the site wrote, without any script in them', async () => {
    const reason = refusal('invalid_fields', { fields: { email_address: 'invalid' } })
    const page = await answers.refused(post(''), typed, reason).text()
    expect(page).toMatch(/<li>[^<]*email address[^<]*<\/li>/)
    expect(page).toContain('<title>Error: Sign-up form</title>')
    expect(page).not.toContain('<b>')
  })

  it('leads to the site after success, where that is allowed', () => {
    const outcome = { action: 'created', message: 'Thank you.' } as const
    const allowed = answers.settled(
      post(`lists=${list}&redirect-url=https://www.example.org/thanks`),
      {},
      outcome,
    )
    expect(allowed.status).toBe(303)
    expect(allowed.headers.get('location')).toBe('https://www.example.org/thanks')
    const elsewhere = answers.settled(post(`lists=${list}&redirect-url=https://evil.example/`), {}, outcome)
    expect(elsewhere.headers.get('location')).toBeNull()
  })

  it('says what happened on a page', async () => {
    const outcome = { action: 'updated', message: 'Welcome back.' } as const
    for (const query of [`lists=${list}`, '']) {
      const response = answers.settled(post(query), {}, outcome)
      expect(response.status).toBe(200)
      expect(await response.text()).toContain('Welcome back.')
    }
  })
})
