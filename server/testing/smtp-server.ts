import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

/** A mail that the server accepted: its envelope, and the message as it was sent. */
type Taken = { from: string; to: string[]; message: string; secure: boolean }

/** Starts a mail server on a free port of this machine, for one test. */
export async function startTestSmtpServer(options: SMTPServerOptions = {}) {
  const taken: Taken[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    closeTimeout: 100,
    onData(stream, session, done) {
      let message = ''
      stream.setEncoding('utf8').on('data', (part: string) => {
        message += part
      })
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          message,
          secure: session.secure,
        })
        done()
      })
    },
    ...options,
  })
  // Some tests have a client that hangs up half-way.
  server.on('error', () => undefined)
  const { port } = await new Promise<AddressInfo>((resolve) => {
    const listening = server.listen(0, '0.0.0.0', () => {
      const address = listening.address()
      if (address !== null && typeof address === 'object') resolve(address)
    })
  })
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { taken, port, url: `smtp://127.0.0.1:${port}` }
}

/** An error that makes the server reply with this code. */
export function reply(responseCode: number): Error {
  return Object.assign(new Error('for the test'), { responseCode })
}
