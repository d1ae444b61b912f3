import { createServer, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { NotPublicError } from '../../http/public-post.ts'
import { createMailer, type Mail } from '../../mail/transport.ts'
import type { Alert } from './alert.ts'
import { mailChannel, webhookChannel } from './channels.ts'

const RELAY = 'https://signup.example.org'
const ALERT: Alert = {
  alert: 'parked',
  trouble: 'parked',
  sentence: '1 sign-up could not be delivered.',
  since: Date.UTC(2026, 4, 1, 12),
  at: Date.UTC(2026, 4, 1, 12),
}

test('mails the sentence to the owner, with the time and the relay', async () => {
  const mails: Mail[] = []
  const mailer = createMailer({ receive: (mail) => mails.push(mail) })
  expect(await mailChannel({ mailer, to: 'owner@example.org', relay: RELAY }).send(ALERT)).toEqual({
    kind: 'sent',
  })
  expect(mails).toEqual([
    {
      to: 'owner@example.org',
      subject: 'Sign-ups need your attention',
      text: `1 sign-up could not be delivered.\n\nNoticed: 2026-05-01 12:00 UTC\nRelay: ${RELAY}\n`,
    },
  ])
})

test('reports why a mail was not sent', async () => {
  const mailer = {
    send: async () => ({ kind: 'failed', isPermanent: false, cause: 'EAUTH', status: 535 }) as const,
  }
  const brought = await mailChannel({ mailer, to: 'owner@example.org', relay: RELAY }).send(ALERT)
  expect(brought).toMatchObject({ kind: 'failed', cause: 'EAUTH' })
})

test('posts the alert as JSON', async () => {
  const heard: unknown[] = []
  const url = await hook((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      heard.push([request.method, request.headers['content-type'], JSON.parse(body)])
      response.writeHead(204).end()
    })
  })
  const channel = webhookChannel({ url, relay: RELAY, fetch })
  expect(await channel.send(ALERT)).toEqual({ kind: 'sent' })
  await channel.send({ ...ALERT, alert: 'recovered' })
  const { sentence } = ALERT
  const since = '2026-05-01T12:00:00.000Z'
  expect(heard).toEqual([
    ['POST', 'application/json', { alert: 'parked', sentence, since, relay: RELAY }],
    ['POST', 'application/json', { alert: 'recovered', trouble: 'parked', sentence, since, relay: RELAY }],
  ])
})

test('follows no redirect', async () => {
  let elsewhere = 0
  const inside = await hook((_request, response) => {
    elsewhere += 1
    response.end()
  })
  for (const status of [301, 302, 303, 307, 308]) {
    const url = await hook(
      (_request, response) => void response.writeHead(status, { location: inside }).end(),
    )
    const brought = await webhookChannel({ url, relay: RELAY, fetch }).send(ALERT)
    expect(brought).toEqual({ kind: 'failed', cause: `status ${status}` })
  }
  expect(elsewhere).toBe(0)
})

test('waits no longer than its time limit, and reads no endless answer', async () => {
  const silent = await hook(() => undefined)
  const channel = webhookChannel({ url: silent, relay: RELAY, fetch, timeoutMs: 100 })
  expect(await channel.send(ALERT)).toEqual({ kind: 'failed', cause: 'timeout' })
  const endless = await hook((_request, response) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write('x'), 5)
    response.on('close', () => clearInterval(drip))
  })
  // Longer than a test may take.
  const patient = webhookChannel({ url: endless, relay: RELAY, fetch, timeoutMs: 600_000 })
  expect(await patient.send(ALERT)).toEqual({ kind: 'sent' })
})

test('names neither the address of the webhook nor its secret when it cannot be reached', async () => {
  const channel = webhookChannel({ url: 'http://127.0.0.1:1/secret', relay: RELAY, fetch })
  expect(await channel.send(ALERT)).toEqual({ kind: 'failed', cause: 'unreachable' })
})

async function hook(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/`
}

test('an address that is not public is a reason of its own', async () => {
  const fetch = async () => Promise.reject(new NotPublicError())
  const channel = webhookChannel({ url: 'https://hooks.example.org', relay: RELAY, fetch })
  expect(await channel.send(ALERT)).toEqual({ kind: 'failed', cause: 'not a public address' })
})
