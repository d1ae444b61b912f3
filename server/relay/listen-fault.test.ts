import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { listen } from '../http/listen.ts'
import { freePort } from '../testing/port.ts'
import { listenFault } from './listen-fault.ts'

const app = { fetch: () => new Response('') }

async function faultAt(host: string, port: number): Promise<string> {
  const error: unknown = await listen(app, { host, port }).catch((reason: unknown) => reason)
  return listenFault(error, { host, port, portSetting: 'PORT' }).message
}

it.each(['no.such.host.invalid', '203.0.113.7', '127.0.0.1:8080', '::g'])(
  'names a HOST of %s',
  async (host) => {
    expect(await faultAt(host, await freePort())).toMatch(new RegExp(`^HOST is ${host}, which is no address`))
  },
)

it('names a PORT that another program uses', async () => {
  const port = await freePort()
  const other = createServer().listen(port, '127.0.0.1')
  onTestFinished(() => void other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  expect(await faultAt('127.0.0.1', port)).toMatch(new RegExp(`^PORT is ${port}, which another program uses`))
})
