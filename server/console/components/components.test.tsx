import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { CopyButton, Live, Table, Time } from './components.tsx'

test('a time is given in UTC, and says so', () => {
  const html = renderToString(<Time at={Date.UTC(2026, 10, 9, 8, 5)} />)
  expect(html).toBe('<time datetime="2026-11-09T08:05:00.000Z" dir="ltr">9 Nov 2026, 08:05 UTC</time>')
})

test('a copy button is hidden until the script can copy, and says what it copies', () => {
  const html = renderToString(<CopyButton text={'a"b'} what="the id" />)
  expect(html).toContain('data-copy="a&quot;b" aria-label="Copy the id" hidden')
})

test('a table has its caption, and can be scrolled by keyboard', () => {
  const html = renderToString(
    <Live id="lists">
      <Table caption="Lists" columns={['Name', false, { number: 'Contacts' }]}>
        <tr />
      </Table>
    </Live>,
  )
  expect(html).toMatch(
    /<div id="lists" data-live.*<section[^>]*tabindex="0"[^>]*>.*<caption>Lists<\/caption><thead><tr><th scope="col">Name<\/th><th scope="col" class="number">Contacts<\/th><\/tr>/,
  )
})
