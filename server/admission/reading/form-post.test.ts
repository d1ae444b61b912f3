import { expect, it } from 'vitest'
import { readFormPost } from './form-post.ts'

const URL_ENCODED = 'application/x-www-form-urlencoded'

async function read(body: string | Buffer, contentType = URL_ENCODED) {
  const post = await readFormPost(Buffer.from(body), contentType)
  return post && { values: Object.fromEntries(post.values), uncertain: [...post.uncertain] }
}

function multipart(parts: [disposition: string, value: string | Buffer][]): [Buffer, string] {
  const boundary = 'xBOUNDARYx'
  const bytes = parts.flatMap(([disposition, value]) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`, 'latin1'),
    Buffer.from(value),
    Buffer.from('\r\n'),
  ])
  return [
    Buffer.concat([...bytes, Buffer.from(`--${boundary}--\r\n`)]),
    `multipart/form-data; boundary=${boundary}`,
  ]
}

it.each([
  ['a=1&b=&c&a=2', { a: ['1', '2'], b: [''], c: [''] }],
  ['first_name=M%C3%BCller+%26+Co%2B&&', { first_name: ['Müller & Co+'] }],
  ['a=%E4%B8%AD%e6%96%87', { a: ['中文'] }],
  ['a=Müller', { a: ['Müller'] }],
  ['a=100%&b=%zz&c=1=2', { a: ['100%'], b: ['%zz'], c: ['1=2'] }],
  ['a=x%0D%0Ay%0Dz%0A', { a: ['x\ny\nz\n'] }],
  ['', {}],
])('reads %j', async (body, values) => {
  expect(await read(body)).toEqual({ values, uncertain: [] })
})

it('reads what browsers read', async () => {
  const form = new URLSearchParams({ a: '😀 & = + % \u00a0', 'ü[]': 'é' })
  expect((await read(form.toString()))?.values).toEqual({ a: ['😀 & = + % \u00a0'], 'ü[]': ['é'] })
})

it.each([
  [URL_ENCODED, '_charset_=windows-1252&first_name=M%FCller+%80'],
  [URL_ENCODED, 'first_name=M%FCller+%26%238364%3B&_charset_=iso-8859-1'],
  [`${URL_ENCODED}; charset=ISO-8859-1`, 'first_name=M%FCller+%80'],
])('reads another encoding that is named: %s %s', async (type, body) => {
  expect(await read(body, type)).toEqual({ values: { first_name: ['Müller €'] }, uncertain: [] })
})

it('reads Cyrillic in the encoding that is named', async () => {
  expect(await read('a=%CF%E5%F2%F0&_charset_=windows-1251')).toEqual({
    values: { a: ['Петр'] },
    uncertain: [],
  })
})

it.each([
  ['M%FCller', 'Müller'],
  ['Ren%E9e+%28%80+5%29', 'Renée (€ 5)'],
  ['%D8rsted', 'Ørsted'],
  ['gr%F6%DFer+f%FCr+%93Brot%94', 'größer für “Brot”'],
  ['D%92Ang%E9lique', 'D’Angélique'],
  ['%DE%FD%F0andi', 'Þýðandi'],
  ['M%FCller+%26%23268%3B', 'Müller Č'],
])('reads %s as windows-1252, as browsers send it from pages without an encoding', async (sent, text) => {
  expect(await read(`first_name=${sent}&last_name=x&company_name=%C9clair`)).toEqual({
    values: { first_name: [text], last_name: ['x'], company_name: ['Éclair'] },
    uncertain: [],
  })
})

it.each([
  ['%26%231048%3B%26%231074%3B', 'Ив'],
  ['%26%23268%3Bapek', 'Čapek'],
])(
  'reads a character that the page’s encoding lacks, even where all else is plain: %s',
  async (sent, text) => {
    expect((await read(`first_name=${sent}&last_name=x`))?.values).toMatchObject({ first_name: [text] })
  },
)

it.each([
  'first_name=%26%231048%3B&last_name=%C3%A9',
  'first_name=%26%231048%3B&last_name=x&_charset_=utf-8',
])('leaves what looks like such a character where the page is UTF-8: %s', async (body) => {
  expect((await read(body))?.values).toMatchObject({ first_name: ['&#1048;'] })
})

it.each([
  ['another encoding', 'first_name=%C8%E2%E0%ED', 'Èâàí'],
  ['another encoding, two letters', 'first_name=%DF%ED', 'ßí'],
  ['Chinese', 'first_name=%CD%F5%D0%A1%C3%F7', 'ÍõÐ¡Ã÷'],
  ['letters that no encoding has there', 'first_name=%8D%B2%93%A1', '\x8d²“¡'],
  ['two encodings', 'last_name=%C3%A9&first_name=M%FCller', 'Müller'],
  ['an encoding that is named and does not fit', 'first_name=M%FCller&_charset_=utf-8', 'Müller'],
  ['a name of no encoding', 'first_name=M%FCller&_charset_=nonsense', 'Müller'],
])('guesses the encoding, and reports that: %s', async (_, body, text) => {
  const post = await read(body)
  expect(post?.uncertain).toEqual(['first_name'])
  expect(post?.values['first_name']).toEqual([text])
})

it('reads a form with very many hidden fields, up to a limit', async () => {
  const hidden = (count: number) => Array.from({ length: count }, (_, n) => `x${n}=1`).join('&')
  expect((await read(`${hidden(1500)}&first_name=Ada`))?.values['first_name']).toEqual(['Ada'])
  expect(await read(`${hidden(5000)}&first_name=Ada`)).toBeUndefined()
})

it('reads a multipart post, without its files', async () => {
  const [body, type] = multipart([
    ['name="first_name"', 'Müller'],
    ['name="list_memberships"', 'a'],
    ['name="list_memberships"', 'b'],
    ['name="photo"; filename=""', ''],
    ['name="cv"; filename="cv.txt"', 'secret'],
    ['name="note"', 'x\r\ny'],
  ])
  expect(await read(body, type)).toEqual({
    values: { first_name: ['Müller'], list_memberships: ['a', 'b'], cv: [''], note: ['x\ny'] },
    uncertain: [],
  })
})

it('reads a multipart post of a windows-1252 page', async () => {
  const name: [string, Buffer] = ['name="first_name"', Buffer.from('M\xfcller', 'latin1')]
  const [body, type] = multipart([name])
  expect(await read(body, type)).toEqual({ values: { first_name: ['Müller'] }, uncertain: [] })
  const [named] = multipart([name, ['name="_charset_"', 'windows-1252']])
  expect(await read(named, type)).toEqual({ values: { first_name: ['Müller'] }, uncertain: [] })
})

it.each(['multipart/form-data', 'multipart/form-data; boundary=other'])(
  'reads no broken %s',
  async (type) => {
    expect(await read('--x\r\n', type)).toBeUndefined()
  },
)
