import { expect, test } from 'vitest'
import { aRelayApp } from '../testing/relay-app.ts'

/** What stands for the parts of an address that differ. */
const EXAMPLES: Record<string, string> = {
  ':chunk': 'countries-12345678.js',
  ':version': 'v0.9.0',
  ':file': 'signup.js',
}
const STORABLE = /^public, max-age=(300, stale-while-revalidate=86400|31536000, immutable)$/

test('every address forbids caches to store anything but the files of the widget', async () => {
  const app = await aRelayApp('vendor')
  const paths = app.paths.filter((path) => !path.includes('*'))
  expect(paths).toEqual(expect.arrayContaining(['/form', '/v1/signups', '/v1/signup.js', '/metrics', '/']))
  for (const pattern of paths) {
    const path = pattern.replace(/(:\w+)[^/]*/g, (_, name) => EXAMPLES[name] ?? name)
    for (const method of ['GET', 'HEAD', 'POST', 'PUT']) {
      const answer = await app.ask(path, { method, ...(method === 'POST' && { body: '{}' }) })
      const isFile = answer.status === 200 && path.endsWith('.js')
      const control = answer.headers.get('cache-control') ?? 'nothing'
      expect(control, `${method} ${path}`).toMatch(isFile ? STORABLE : /^no-store$/)
    }
  }
})
