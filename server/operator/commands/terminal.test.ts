import { PassThrough, Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { json, pairs, ReaderGone, table, write } from './terminal.ts'

test('aligns columns', () => {
  const text = table(
    ['ID', 'STATE', 'WHY'],
    [
      ['7', 'waiting', 'no answer came'],
      ['12345', 'held', ''],
    ],
  )
  expect(text).toBe(`ID     STATE    WHY
7      waiting  no answer came
12345  held
`)
})

test('keeps within eighty columns, and breaks no word', () => {
  const link = `https://signup.example.org/connect?code=${'x'.repeat(60)}`
  const text = pairs([
    ['Why', 'Constant Contact refused the address, perhaps only because too many sign-ups locked it.'],
    ['Link', `open ${link}`],
  ])
  expect(text).toBe(`Why   Constant Contact refused the address, perhaps only because too many
      sign-ups locked it.
Link  open
      ${link}
`)
})

test('lets no input control the terminal', () => {
  const typed = 'Ada\u001b[2J\u009b31m\u202egro\r\nID'
  expect(pairs([['first', typed]])).toBe('first  Ada\\u001b[2J\\u009b31m\\u202egro\\u000d ID\n')
  expect(
    pairs([
      ['a', 'b'],
      ['first', typed],
    ]),
  ).not.toContain('\u001b')
  const line = json({ typed })
  expect(line).toMatch(/^[\x20-\x7e]+\n$/)
  expect(JSON.parse(line)).toEqual({ typed })
})

test('waits for a slow reader', async () => {
  const stream = new PassThrough({ highWaterMark: 1 })
  let written = false
  const writing = write(stream, 'more than one byte').then(() => {
    written = true
  })
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(written).toBe(false)
  stream.resume()
  await writing
})

test('rejects once the reader is gone, before it writes or while it waits', async () => {
  const gone = new PassThrough()
  gone.destroy()
  await expect(write(gone, 'x')).rejects.toBeInstanceOf(ReaderGone)
  const leaving = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => setTimeout(() => done(new Error('EPIPE')), 5),
  })
  await expect(write(leaving, 'xx')).rejects.toBeInstanceOf(ReaderGone)
})
