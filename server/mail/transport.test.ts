import { createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { reply, startTestSmtpServer } from '../testing/smtp-server.ts'
import { createMailer, isSmtpUrl, type Mail } from './transport.ts'

const FROM = { name: 'Juniper & Rye', address: 'hello@example.org' }
const MAIL = { to: 'ada@example.org', subject: 'Grüße', text: 'Please confirm.' }

test('sends both parts of a mail to the mail server', async () => {
  const { url, taken } = await startTestSmtpServer()
  const mailer = createMailer({ smtpUrl: url, from: FROM })
  expect(await mailer.send({ ...MAIL, html: '<p>Please confirm.</p>' })).toEqual({ kind: 'sent' })
  expect(taken).toMatchObject([{ from: 'hello@example.org', to: ['ada@example.org'] }])
  const message = taken[0]?.message
  expect(message).toContain('From: "Juniper & Rye" <hello@example.org>')
  expect(message).toContain('To: ada@example.org')
  expect(message).toContain('Subject: =?UTF-8?')
  expect(message).toContain('Auto-Submitted: auto-generated')
  expect(message).toContain('text/plain')
  expect(message).toContain('<p>Please confirm.</p>')
})

test('sends to one address only, whatever an address and a subject try to add', async () => {
  const { url, taken } = await startTestSmtpServer()
  const mailer = createMailer({ smtpUrl: url, from: FROM })
  await mailer.send({ ...MAIL, to: 'ada@example.org, eve@example.org' })
  await mailer.send({ ...MAIL, to: 'ada@example.org\r\nRCPT TO:<eve@example.org>' })
  await mailer.send({ ...MAIL, subject: 'Hi\r\nBcc: eve@example.org' })
  expect(taken.flatMap(({ to }) => to).filter((address) => address === 'eve@example.org')).toEqual([])
  expect(taken.map(({ message }) => message).join()).not.toMatch(/^Bcc:/im)
})

test('encrypts if the server supports it', async () => {
  const { url, taken } = await startTestSmtpServer({ disabledCommands: [] })
  const mailer = createMailer({ smtpUrl: `${url}?tls.rejectUnauthorized=false`, from: FROM })
  expect(await mailer.send(MAIL)).toEqual({ kind: 'sent' })
  expect(taken).toMatchObject([{ secure: true }])
})

test('gives its password to a server that asks for it', async () => {
  const shown: unknown[] = []
  const { port } = await startTestSmtpServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      shown.push([username, password])
      done(null, { user: 'relay' })
    },
  })
  const mailer = createMailer({ smtpUrl: `smtp://relay:p%40ss@127.0.0.1:${port}`, from: FROM })
  expect(await mailer.send(MAIL)).toEqual({ kind: 'sent' })
  expect(shown).toEqual([['relay', 'p@ss']])
})

test('withholds its password from a remote server that offers no encryption', async () => {
  let asked = false
  const { port } = await startTestSmtpServer({
    allowInsecureAuth: true,
    onAuth(_auth, _session, done) {
      asked = true
      done(null, { user: 'relay' })
    },
  })
  // Its name is no loopback address, though this machine answers there.
  const mailer = createMailer({ smtpUrl: `smtp://relay:pass@0.0.0.0:${port}`, from: FROM })
  expect(await mailer.send(MAIL)).toMatchObject({ kind: 'failed', isPermanent: false })
  expect(asked).toBe(false)
})

test.each([
  ['an address that does not exist', { onRcptTo: refuse(550) }, true, 550],
  ['a full mailbox', { onRcptTo: refuse(452) }, false, 452],
  ['a mail it calls spam', { onData: refuseData(554) }, true, 554],
  ['a mail it cannot take yet', { onData: refuseData(451) }, false, 451],
  ['a sender that may not send', { onMailFrom: refuse(550) }, false, 550],
] as const)('says whether a refusal is permanent: %s', async (_what, options, isPermanent, status) => {
  const { url } = await startTestSmtpServer(options)
  const mailer = createMailer({ smtpUrl: url, from: FROM })
  expect(await mailer.send(MAIL)).toMatchObject({ kind: 'failed', isPermanent, status })
})

test('treats a wrong password as temporary, since the operator can correct it', async () => {
  const { port } = await startTestSmtpServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(reply(535)),
  })
  const mailer = createMailer({ smtpUrl: `smtp://relay:wrong@127.0.0.1:${port}`, from: FROM })
  const result = await mailer.send(MAIL)
  expect(result).toEqual({ kind: 'failed', isPermanent: false, cause: 'EAUTH', status: 535 })
})

test('treats an address that can receive no mail as permanent', async () => {
  const { url } = await startTestSmtpServer()
  const mailer = createMailer({ smtpUrl: url, from: FROM })
  expect(await mailer.send({ ...MAIL, to: '' })).toMatchObject({ isPermanent: true, cause: 'EENVELOPE' })
})

test('names the fault if there is no mail server, and nothing from the mail', async () => {
  const mailer = createMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: FROM })
  expect(await mailer.send(MAIL)).toEqual({ kind: 'failed', isPermanent: false, cause: 'ESOCKET' })
})

test('waits no longer than its time limit for a server that is silent or slow', async () => {
  const dripping = await listening((socket) => {
    socket.write('220 hello\r\n250-')
    const drip = setInterval(() => socket.write('x'), 20)
    socket.on('close', () => clearInterval(drip))
  })
  const silent = await listening(() => undefined)
  for (const smtpUrl of [silent, dripping]) {
    const result = await createMailer({ smtpUrl, from: FROM, timeoutMs: 200 }).send(MAIL)
    expect(result).toEqual({ kind: 'failed', isPermanent: false, cause: 'ETIMEDOUT' })
  }
})

test('puts mails into the mailbox of the sandbox', async () => {
  const received: Mail[] = []
  const mailer = createMailer({ receive: (mail) => received.push(mail) })
  expect(await mailer.send(MAIL)).toEqual({ kind: 'sent' })
  expect(received).toEqual([MAIL])
})

test('recognizes the address of a mail server', () => {
  expect(isSmtpUrl('smtp://relay:pass@mail.example.org:587')).toBe(true)
  expect(isSmtpUrl('smtps://mail.example.org')).toBe(true)
  expect(isSmtpUrl('https://mail.example.org')).toBe(false)
  expect(isSmtpUrl('mail.example.org:587')).toBe(false)
  expect(isSmtpUrl('smtp://')).toBe(false)
})

function refuse(status: number) {
  return (_address: unknown, _session: unknown, done: (error: Error) => void) => done(reply(status))
}

function refuseData(status: number) {
  return (stream: NodeJS.ReadableStream, _session: unknown, done: (error: Error) => void) => {
    stream.on('end', () => done(reply(status))).resume()
  }
}

async function listening(heard: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    heard(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  return `smtp://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
}
