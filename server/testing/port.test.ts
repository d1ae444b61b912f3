import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { freePort } from './port.ts'

/** The lowest port that Linux uses for outgoing connections. */
const LOWEST_OUTGOING = 32_768

test('no outgoing connection can be given the port, and nobody else is answered it', async () => {
  const ports = [await freePort(), await freePort(), await freePort()]
  expect(new Set(ports).size).toBe(3)
  expect(Math.max(...ports)).toBeLessThan(LOWEST_OUTGOING)
})

test('a port on which something listens is passed over', async () => {
  const port = await freePort()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port + 1, '127.0.0.1', resolve))
  const next = await freePort()
  server.close()
  expect(next).not.toBe(port + 1)
})
