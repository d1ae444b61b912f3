import { expect, test } from 'vitest'
import { LIST, OTHER_LIST } from '../../testing/sign-up.ts'
import { countedAs } from './counted-as.ts'

const SITE = 'https://www.bakery.example'
const isOwn = (origin: string) => origin === SITE
const pageOf = (page?: string) => countedAs(page, [LIST], isOwn).page
const campaignOf = (query: string) => countedAs(`${SITE}/${query}`, [LIST], isOwn).campaign

test.each([
  ['the page without its query and fragment', `${SITE}/news?email=ada@example.org#top`, `${SITE}/news`],
  ['no user and password', `https://ada:secret@www.bakery.example/`, `${SITE}/`],
  ['no address of a person in its path', `${SITE}/thanks/ada@example.org/x`, `${SITE}/thanks/-/x`],
  ['none that is encoded', `${SITE}/ada%40example.org/x`, `${SITE}/-/x`],
  ['none that is encoded twice', `${SITE}/ada%2540example.org`, `${SITE}/-`],
  ['none that is encoded again and again', `${SITE}/ada%25252540example.org/`, `${SITE}/-/`],
  ['none with a wide @', `${SITE}/ada＠example.org`, `${SITE}/-`],
  ['nor an encoded one', `${SITE}/thanks/ada%40example.org`, `${SITE}/thanks/-`],
  ['marks of direction and controls as codes', `${SITE}/\u202ene\u0000ws`, `${SITE}/%E2%80%AEne%00ws`],
  ['other letters as browsers send them', `${SITE}/brötchen`, `${SITE}/br%C3%B6tchen`],
  ['a stranger’s page as other', 'https://evil.example/news', 'other'],
  ['no page as none', undefined, ''],
  ['what is no page as none', 'javascript:alert(1)', ''],
  ['what is no address as none', 'news\n', ''],
  ['a file as none', 'file:///home/ada/index.html', ''],
])('counts %s', (_, posted, page) => expect(pageOf(posted)).toBe(page))

test('shortens a long page, and cuts through no code', () => {
  expect(pageOf(`${SITE}/${'a'.repeat(2000)}`)).toHaveLength(300)
  const start = SITE.length + 1
  for (const more of [1, 2]) {
    const page = pageOf(`${SITE}/${'a'.repeat(300 - start - more)}ö`)
    expect(page).toBe(`${SITE}/${'a'.repeat(300 - start - more)}`)
  }
})

test('takes the same lists for the same form, whatever their order', () => {
  const form = `${LIST} ${OTHER_LIST}`
  expect(countedAs(SITE, [OTHER_LIST.toUpperCase(), LIST, LIST], isOwn).form).toBe(form)
  expect(countedAs(SITE, [LIST, OTHER_LIST], isOwn).form).toBe(form)
  const many = Array.from({ length: 50 }, (_, n) => LIST.replace('d13d60d0', `d13d60d${n}`))
  expect(countedAs(SITE, many, isOwn).form).toBe('other')
})

test.each([
  ['', ''],
  ['?utm_source=', ''],
  ['?utm_source=Spring+Newsletter%202', 'spring newsletter 2'],
  ['?utm_source=Fr%C3%BChling', 'frühling'],
  ['?utm_source=ada@example.org', 'other'],
  ['?utm_source=%E2%80%AEnews', 'other'],
  ['?utm_source=%3Cb%3E', 'other'],
  [`?utm_source=${'x'.repeat(61)}`, 'other'],
])('counts the campaign of %s as %j', (query, campaign) => expect(campaignOf(query)).toBe(campaign))

test('counts no campaign of a stranger’s page under its name', () =>
  expect(countedAs('https://evil.example/?utm_source=spam', [LIST], isOwn)).toMatchObject({ campaign: '' }))
