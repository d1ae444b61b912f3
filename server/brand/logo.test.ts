import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testFolder } from '../testing/test-folder.ts'
import { readLogo } from './logo.ts'

const PNG = '\x89PNG\r\n\x1a\n'
const SCRIPT = '<script>alert(1)</script>'

let folder: string
beforeAll(async () => {
  folder = await testFolder('logo-', { durable: false })
})
afterAll(() => rm(folder, { recursive: true }))

async function read(content: string, name = 'logo.png') {
  const path = join(folder, name)
  await writeFile(path, content, 'latin1')
  return readLogo(path)
}

test.each([
  ['image/png', PNG],
  ['image/jpeg', '\xff\xd8\xff\xe0'],
  ['image/webp', 'RIFF\0\x01\x02\x03WEBPVP8 '],
])('knows %s by how it begins, whatever the file is called', async (type, beginning) => {
  const content = `${beginning}…`
  expect(await read(content, 'logo.txt')).toEqual({
    kind: 'logo',
    logo: { type, bytes: new Uint8Array(Buffer.from(content, 'latin1')) },
  })
})

test('takes a file that is also a page for the image that it begins as', async () => {
  expect(await read(`${PNG}${SCRIPT}`)).toMatchObject({ kind: 'logo', logo: { type: 'image/png' } })
})

test.each([
  ['SVG', `<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`],
  ['a page', `<!doctype html>${SCRIPT}`],
  ['an image that something else comes before', ` ${PNG}`],
  ['a sound in the same container as WebP', 'RIFF\0\x01\x02\x03WAVEfmt '],
  ['GIF', 'GIF89a'],
  ['a beginning only', '\x89PN'],
  ['nothing', ''],
])('leaves out %s', async (_what, content) => {
  expect(await read(content)).toEqual({ kind: 'unusable', why: 'is not a PNG, JPEG or WebP image' })
})

test('leaves out what nobody would want to load with a mail', async () => {
  expect(await read(PNG.padEnd(500_000))).toMatchObject({ kind: 'logo' })
  expect(await read(PNG.padEnd(500_001))).toEqual({ kind: 'unusable', why: 'is larger than 500 kB' })
})

test('says why a file cannot be read', async () => {
  await mkdir(join(folder, 'directory'))
  expect(await readLogo(join(folder, 'directory'))).toEqual({ kind: 'unusable', why: 'is not a file' })
  expect(await readLogo('/dev/null')).toEqual({ kind: 'unusable', why: 'is not a file' })
  expect(await readLogo(join(folder, 'none.png'))).toEqual({
    kind: 'unusable',
    why: 'cannot be read (ENOENT)',
  })
  expect(await readLogo(`${folder}/x\0.png`)).toMatchObject({ kind: 'unusable' })
})

describe('the image itself', () => {
  const data = (content: string, type = 'image/png') =>
    `data:${type};base64,${Buffer.from(content, 'latin1').toString('base64')}`

  test('is told by how it begins, too', async () => {
    expect(await readLogo(data(`${PNG}…`, 'image/svg+xml'))).toMatchObject({
      kind: 'logo',
      logo: { type: 'image/png' },
    })
    expect(await readLogo(data(`<svg>${SCRIPT}</svg>`))).toEqual({
      kind: 'unusable',
      why: 'is not a PNG, JPEG or WebP image',
    })
  })

  test('may be as large as a file', async () => {
    expect(await readLogo(data(PNG.padEnd(500_000)))).toMatchObject({ kind: 'logo' })
    expect(await readLogo(data(PNG.padEnd(500_001)))).toEqual({
      kind: 'unusable',
      why: 'is larger than 500 kB',
    })
  })

  test.each([
    'data:',
    'data:image/png,PNG',
    'data:text/html;base64,iVBORw0KGgo=',
    'data:image/png;base64,iVBORw0KGgo=\n',
    'data:image/png;base64,iVBORw0KGgo="><script>',
  ])('is not %j', async (text) => {
    expect(await readLogo(text)).toEqual({ kind: 'unusable', why: 'is not an image in base64' })
  })
})
