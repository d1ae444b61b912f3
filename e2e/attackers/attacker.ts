import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { z } from 'zod'

/** The whole answer as text: status, headers and body. */
export async function wholeAnswer(response: Response): Promise<string> {
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`)
  return `${response.status}\n${headers.join('\n')}\n\n${await response.text()}`
}

/** Signs of internals that must not leak: stack traces, paths, module and error names. */
export const INTERNALS = /\n\s+at .+:\d+|node_modules|\/server\/|dist\/|file:\/\/|StoreError|ZodError|SQLITE/

/** How long to wait for the first byte, and how long a pause after that counts as the end. */
const [ANSWER_MS, SILENT_MS] = [10_000, 1000]

/** Sends exactly these bytes to the relay and reads the answer until the relay closes, or is silent for a second. */
export function say(relay: { url: string }, text: string): Promise<string> {
  const { port } = new URL(relay.url)
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text))
    const end = () => {
      socket.destroy()
      resolve(heard)
    }
    socket.on('data', (data) => {
      heard += data.toString()
      socket.setTimeout(SILENT_MS)
    })
    socket.on('close', end).on('error', end).setTimeout(ANSWER_MS, end)
  })
}

const proofRequired = z.object({
  challenge: z.looseObject({ challenge: z.string(), salt: z.string(), maxnumber: z.number() }),
})

/** Solves the challenge of a `proof_required`, as the widget does. */
export function proofFor(body: unknown): string {
  const { challenge } = proofRequired.parse(body)
  for (let number = 0; number <= challenge.maxnumber; number += 1) {
    const digest = createHash('sha256').update(`${challenge.salt}${number}`).digest('hex')
    if (digest === challenge.challenge)
      return Buffer.from(JSON.stringify({ ...challenge, number })).toString('base64')
  }
  throw new Error('The challenge has no solution')
}
