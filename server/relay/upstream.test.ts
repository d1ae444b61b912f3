import { expect, it } from 'vitest'
import { readSettings } from '../settings/settings.ts'
import { startUpstream } from './upstream.ts'

/** Starts the sandbox of a relay at this HOST, and asks for it at another address of the machine. */
async function askFromOutside(HOST: string) {
  const reading = readSettings({ HOST, SANDBOX_PORT: '0' }, { sandbox: true })
  if (reading.kind === 'faults') throw new Error(reading.faults.join('\n'))
  const { sandbox, apiUrl } = await startUpstream(reading.settings)
  expect(apiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v3$/)
  expect((await fetch(`${sandbox?.url}/`)).status).toBe(200)
  return fetch(`${sandbox?.url.replace('127.0.0.1', '127.0.0.2')}/`).then(
    ({ status }) => status,
    () => 'nobody there',
  )
}

it.each([
  ['127.0.0.1', 'nobody there'],
  ['localhost', 'nobody there'],
  ['0.0.0.0', 200],
])('shows the sandbox of a relay at HOST=%s to other machines: %s', async (host, answer) => {
  expect(await askFromOutside(host)).toBe(answer)
})
