import { createServer, type RequestListener } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClient } from './client.ts'

const ID = { 'x-amzn-requestid': '6c2b0e9f-0000-4000-8000-000000000000' }
const requestId = ID['x-amzn-requestid']
const LIST = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const form = { email_address: 'ada+news@example.com', first_name: 'Ada', list_memberships: [LIST] }
const API = 'https://api.cc.email/v3'

function answering(...answers: Response[]) {
  const calls: Request[] = []
  const fetch = vi.fn<typeof globalThis.fetch>(async (input, init) => {
    calls.push(new Request(input, init))
    return answers.shift() ?? new Response('no more answers', { status: 599 })
  })
  return { client: createClient({ apiUrl: API, fetch }), calls }
}

const json = (status: number, body: unknown, headers: Record<string, string> = ID) =>
  Response.json(body, { status, headers })

describe('a sign-up', () => {
  it('goes out as documented', async () => {
    const { client, calls } = answering(json(201, { contact_id: 'x', action: 'created' }))
    expect(await client.signUp('the-token', form)).toEqual({ kind: 'created', requestId })
    const [call] = calls
    expect(call?.url).toBe(`${API}/contacts/sign_up_form`)
    expect(call?.method).toBe('POST')
    expect(call?.redirect).toBe('manual')
    expect(call?.headers.get('authorization')).toBe('Bearer the-token')
    expect(call?.headers.get('content-type')).toBe('application/json')
    expect(await call?.json()).toEqual(form)
  })

  const error = (error_key: string, error_message: string) => ({ error_key, error_message })
  const invalid = error('contacts.api.validation.error', 'Email address is invalid')
  /** Nobody knows what became of it, so it is a lost answer. */
  const NO_VENDOR = { kind: 'down', cause: 'unreadable', sent: true }
  const html = (status: number) =>
    new Response('<html>Bad gateway</html>', { status, headers: { 'content-type': 'text/html', ...ID } })

  it.each([
    ['201 with an array', json(201, [{ action: 'created' }]), { kind: 'created' }],
    ['201 without a body', new Response(null, { status: 201, headers: ID }), NO_VENDOR],
    ['200 without a body', new Response(null, { headers: ID }), NO_VENDOR],
    ['200 with an empty object', json(200, {}), NO_VENDOR],
    ['200 with an empty array', json(200, []), NO_VENDOR],
    ['200 with null', json(200, null), NO_VENDOR],
    ['200 with half of a gateway’s JSON', new Response('{"message":"maint', { headers: ID }), NO_VENDOR],
    ['200 with a text in brackets', new Response('[maintenance]', { headers: ID }), NO_VENDOR],
    ['200', json(200, { contact_id: 'x', action: 'updated' }), { kind: 'updated' }],
    ['200 with HTML', html(200), NO_VENDOR],
    ['200 with the text of a gateway', new Response('maintenance', { headers: ID }), NO_VENDOR],
    ['200 with a text in JSON', json(200, 'maintenance'), NO_VENDOR],
    ['201 with the JSON of a gateway', json(201, { message: 'ok' }), NO_VENDOR],
    [
      '200 with half of its JSON',
      new Response('{"contact_id":"x","ac', { headers: ID }),
      { kind: 'updated' },
    ],
    ['200 with a huge body', new Response('x'.repeat(1_000_000), { headers: ID }), NO_VENDOR],
    ['204', new Response(null, { status: 204, headers: ID }), { ...NO_VENDOR, status: 204 }],
    ['202 with an empty object', json(202, {}), { ...NO_VENDOR, status: 202 }],
    ['202 with JSON like the vendor’s', json(202, { action: 'created' }), { ...NO_VENDOR, status: 202 }],
    ['203 with the vendor’s', json(203, { action: 'updated' }), { ...NO_VENDOR, status: 203 }],
    ['206 with a part', json(206, { action: 'updated' }), { ...NO_VENDOR, status: 206 }],
    [
      '400 in an array',
      json(400, [invalid]),
      {
        kind: 'refused',
        fields: { email_address: 'refused' },
        maybeAbuseLock: true,
        errorKey: 'contacts.api.validation.error',
      },
    ],
    [
      '400 as an object',
      json(400, error('contacts.api.validation.error', 'first_name is too long')),
      {
        kind: 'refused',
        fields: { first_name: 'too_long' },
        maybeAbuseLock: false,
        errorKey: 'contacts.api.validation.error',
      },
    ],
    [
      '400 without a body',
      new Response('', { status: 400, headers: ID }),
      { kind: 'down', cause: 'unreadable', sent: true, status: 400 },
    ],
    [
      '400 in JSON that calls itself HTML',
      json(400, [invalid], { ...ID, 'content-type': 'text/html' }),
      {
        kind: 'refused',
        fields: { email_address: 'refused' },
        maybeAbuseLock: true,
        errorKey: 'contacts.api.validation.error',
      },
    ],
    ['401 with a page', html(401), { kind: 'down', cause: 'unreadable', sent: true, status: 401 }],
    [
      '400 for an unknown id',
      json(400, [error('contacts.api.not_found', 'list not found')]),
      { kind: 'not_found', property: 'list_memberships', errorKey: 'contacts.api.not_found' },
    ],
    [
      '404',
      json(404, [error('contacts.api.not_found', '…')]),
      { kind: 'not_found', errorKey: 'contacts.api.not_found' },
    ],
    [
      '401',
      json(401, error('unauthorized', 'Unauthorized')),
      { kind: 'unauthorized', errorKey: 'unauthorized' },
    ],
    ['401 without a body', new Response(null, { status: 401, headers: ID }), { kind: 'unauthorized' }],
    [
      '403',
      json(403, error('access_denied', 'Request forbidden due to insufficient user privileges.')),
      { kind: 'forbidden', errorKey: 'access_denied' },
    ],
    [
      '400 for a list that is gone',
      json(400, [
        error('contacts.api.validation.error', 'list_memberships contains a list that does not exist'),
      ]),
      { kind: 'form_refused', property: 'list_memberships', errorKey: 'contacts.api.validation.error' },
    ],
    [
      '400 that names nothing',
      json(400, error('contacts.api.validation.error', 'Bad Request')),
      { kind: 'form_refused', errorKey: 'contacts.api.validation.error' },
    ],
    [
      '409',
      json(409, [error('contacts.api.conflict', 'Simultaneous requests')]),
      { kind: 'conflict', errorKey: 'contacts.api.conflict' },
    ],
    [
      '415',
      json(415, error('unsupported_media_type', 'No.')),
      { kind: 'unsupported_media_type', errorKey: 'unsupported_media_type' },
    ],
    [
      '429 throttled',
      json(429, error('throttled', 'Too Many Requests')),
      { kind: 'throttled', errorKey: 'throttled' },
    ],
    ['429 with a page', html(429), { kind: 'down', cause: 'unreadable', sent: true, status: 429 }],
    ['429 without a body', new Response(null, { status: 429, headers: ID }), { kind: 'throttled' }],
    [
      '429 over the quota',
      json(429, error('quota_exceeded', 'Limit Exceeded')),
      { kind: 'quota_exceeded', errorKey: 'quota_exceeded' },
    ],
    ['500', html(500), { kind: 'down', cause: 'status', sent: true, status: 500 }],
    [
      '503 without a body',
      new Response(null, { status: 503, headers: ID }),
      { kind: 'down', cause: 'status', sent: true, status: 503 },
    ],
    ['418, never documented', html(418), { kind: 'down', cause: 'status', sent: true, status: 418 }],
    [
      '302',
      new Response(null, { status: 302, headers: { location: 'https://elsewhere.example/', ...ID } }),
      { kind: 'down', cause: 'unreadable', sent: true, status: 302 },
    ],
  ])('answered %s is understood', async (_, response, expected) => {
    const { client, calls } = answering(response)
    expect(await client.signUp('token', form)).toEqual({ requestId, ...expected })
    expect(calls).toHaveLength(1)
  })

  const text = (body: string | null, type: string) => (status: number) =>
    new Response(body, { status, headers: { 'content-type': type, ...ID } })

  describe.each<[string, (status: number) => Response]>([
    ['page', html],
    ['page that calls itself text', text('<!doctype html><p>Forbidden</p>', 'text/plain')],
    ['JSON', (status) => json(status, { message: 'Forbidden' })],
    ['problem', (status) => json(status, { type: 'about:blank', title: 'Not found', status })],
    [
      'OAuth error',
      (status) => json(status, { error: 'invalid_request', error_description: 'email is invalid' }),
    ],
    ['list of texts', (status) => json(status, ['Email address is invalid'])],
    ['key that is none', (status) => json(status, { error_key: '', error_message: 'first_name is invalid' })],
    ['text', text('Access denied', 'text/plain')],
    ['silence', text(null, 'application/json')],
  ])('answered by a gateway’s %s', (_, response) => {
    it.each([400, 403, 404, 409, 415])('under %i is not answered', async (status) => {
      const { client } = answering(response(status))
      const notAnswered = { kind: 'down', cause: 'unreadable', sent: true, status, requestId }
      expect(await client.signUp('token', form)).toEqual(notAnswered)
    })
  })

  it('carries no request id that is not one', async () => {
    const { client } = answering(
      json(200, { action: 'updated' }, { 'x-amzn-requestid': 'a b c' }),
      json(200, { action: 'updated' }, {}),
    )
    expect(await client.signUp('token', form)).toEqual({ kind: 'updated' })
    expect(await client.signUp('token', form)).toEqual({ kind: 'updated' })
  })
})

describe('over a real connection', () => {
  const servers: ReturnType<typeof createServer>[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
  })

  /** Short where the vendor hangs; otherwise longer than a slow machine takes. */
  async function listening(listener: RequestListener, timeoutMs = 20_000) {
    const server = createServer(listener)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const apiUrl = `http://127.0.0.1:${port}/v3`
    return { client: createClient({ apiUrl, fetch, timeoutMs }), apiUrl, server }
  }

  it('a vendor that hangs is given up after the time limit', async () => {
    const { client } = await listening(() => undefined, 300)
    expect(await client.signUp('token', form)).toEqual({ kind: 'down', cause: 'timeout', sent: true })
  })

  it.each([
    [201, { kind: 'created' }],
    [503, { kind: 'down', cause: 'status', sent: true, status: 503 }],
  ])('a dripping body of a %i ends with the time limit, and the status counts', async (status, expected) => {
    const { apiUrl } = await listening((_, response) => {
      response.writeHead(status)
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    })
    const limit = new AbortController()
    const client = createClient({
      apiUrl,
      abortAfter: () => limit.signal,
      async fetch(...request) {
        const answer = await fetch(...request)
        setTimeout(() => limit.abort(), 100)
        return answer
      },
    })
    expect(await client.signUp('token', form)).toEqual(expected)
  })

  it('a body that is cut after a 200 changes nothing', async () => {
    const { client } = await listening((_, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"contact', () => response.destroy())
    })
    expect(await client.signUp('token', form)).toEqual({ kind: 'updated' })
    expect(await client.privileges('token')).toEqual({ kind: 'down', cause: 'cut', sent: true, status: 200 })
  })

  it('a cut connection may have delivered', async () => {
    const { client } = await listening((request) => request.socket.destroy())
    expect(await client.signUp('token', form)).toEqual({ kind: 'down', cause: 'cut', sent: true })
  })

  it.each([
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'UND_ERR_CONNECT_TIMEOUT',
  ])('a connection that ends with %s was never made, and the code is reported', async (code) => {
    const cause = Object.assign(new Error('no'), { code })
    const client = createClient({
      apiUrl: API,
      fetch: () => Promise.reject(new TypeError('fetch failed', { cause })),
    })
    expect(await client.signUp('token', form)).toEqual({
      kind: 'down',
      cause: 'unreachable',
      sent: false,
      code,
    })
  })

  it('a connection that breaks after it was made may have delivered', async () => {
    const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' })
    const client = createClient({
      apiUrl: API,
      fetch: () => Promise.reject(new TypeError('fetch failed', { cause })),
    })
    expect(await client.signUp('token', form)).toEqual({ kind: 'down', cause: 'cut', sent: true })
  })

  it('a refused connection, or an unknown host, has delivered nothing', async () => {
    const { client, server } = await listening(() => undefined)
    server.close()
    server.closeAllConnections()
    const unreachable = { kind: 'down', cause: 'unreachable', sent: false }
    expect(await client.signUp('token', form)).toEqual({ ...unreachable, code: 'ECONNREFUSED' })
    const nowhere = createClient({ apiUrl: 'http://nowhere.invalid/v3', fetch })
    expect(await nowhere.signUp('token', form)).toMatchObject(unreachable)
  })

  it('a redirect is not followed, so that the token stays here', async () => {
    const visited: string[] = []
    const { client } = await listening((request, response) => {
      visited.push(request.url ?? '')
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    expect(await client.signUp('token', form)).toMatchObject({
      kind: 'down',
      cause: 'unreadable',
      status: 307,
    })
    expect(visited).toEqual(['/v3/contacts/sign_up_form'])
  })
})

describe('reading the account', () => {
  const conflict = (error_message: string) => ({ error_key: 'contacts.api.conflict', error_message })
  const contactRecord = (over: object = {}) => ({
    contact_id: 'c-1',
    email_address: { address: 'ada+news@example.com', permission_to_send: 'explicit' },
    list_memberships: [LIST],
    ...over,
  })

  it('finds a contact, deleted or not, by an address with a plus', async () => {
    const { client, calls } = answering(json(200, { contacts: [contactRecord()] }))
    expect(await client.findContact('token', 'ada+news@example.com')).toMatchObject({
      kind: 'read',
      value: { contactId: 'c-1', permission: 'explicit', lists: [LIST], deleted: false },
      requestId,
    })
    expect(calls[0]?.url).toBe(
      `${API}/contacts?email=ada%2Bnews%40example.com&status=all&include=list_memberships`,
    )
  })

  it('finds nobody', async () => {
    const { client } = answering(json(200, { contacts: [], _links: {} }))
    expect(await client.findContact('token', 'a@example.com')).toMatchObject({ kind: 'read', value: null })
  })

  it('prefers the contact that is not deleted, and accepts an unknown permission', async () => {
    const gone = contactRecord({ contact_id: 'c-0', deleted_at: '2016-07-08T00:00:00.000+00:00' })
    const odd = contactRecord({
      email_address: { address: 'ADA+NEWS@example.com', permission_to_send: 'maybe' },
    })
    const { client } = answering(json(200, { contacts: [gone, odd] }))
    expect(await client.findContact('token', 'ada+news@example.com')).toMatchObject({
      value: { contactId: 'c-1', permission: 'unknown' },
    })
  })

  it('reads every page of the lists', async () => {
    const list = (name: string) => ({ list_id: name, name, description: 'x'.repeat(200) })
    const { client, calls } = answering(
      json(200, {
        lists: Array.from({ length: 1000 }, (_, index) => list(`${index}`)),
        _links: { next: { href: '/v3/contact_lists?cursor=abc' } },
      }),
      json(200, { lists: [list('last')], _links: { next: null } }),
    )
    const read = await client.lists('token')
    expect(read.kind === 'read' && read.value.length).toBe(1001)
    expect(calls.map((call) => call.url)).toEqual([
      `${API}/contact_lists?limit=1000&include_count=true`,
      `${API}/contact_lists?cursor=abc`,
    ])
  })

  it.each([
    ['another host', 'https://elsewhere.example/v3/contact_lists?cursor=abc'],
    ['the same page', '/v3/contact_lists?limit=1000&include_count=true'],
    ['nowhere', 'http://[/'],
  ])('does not follow a link to %s', async (_, href) => {
    const { client, calls } = answering(json(200, { lists: [], _links: { next: { href } } }))
    expect(await client.lists('token')).toEqual({ kind: 'down', cause: 'unreadable', sent: true })
    expect(calls).toHaveLength(1)
  })

  it('ends a collection that has no end', async () => {
    let page = 0
    const endless: typeof fetch = async () => {
      page += 1
      return json(200, { lists: [], _links: { next: { href: `/v3/contact_lists?cursor=${page}` } } })
    }
    const client = createClient({ apiUrl: API, fetch: endless })
    expect(await client.lists('token')).toMatchObject({ kind: 'down', cause: 'unreadable' })
    expect(page).toBe(100)
  })

  it('leaves out what was deleted: lists, and choices of a custom field', async () => {
    const deleted_at = '2023-12-18T00:00:00.000+00:00'
    const { client } = answering(
      json(200, {
        lists: [
          { list_id: 'l-1', name: 'Gone', deleted_at },
          { list_id: 'l-2', name: 'Left', deleted_at: null },
        ],
      }),
      json(200, {
        custom_fields: [
          {
            custom_field_id: 'f-1',
            label: 'Loaf',
            type: 'single_select',
            metadata: { display_type: 'radio' },
            choices: [
              { choice_label: 'Spelt', deleted_at: '2023-12-18' },
              { choice_label: 'Rye', display_order: 2 },
            ],
          },
        ],
      }),
    )
    expect(await client.lists('token')).toMatchObject({ value: [{ id: 'l-2', name: 'Left' }] })
    expect(await client.customFields('token')).toMatchObject({
      value: [{ id: 'f-1', choices: ['Rye'], display: 'radio' }],
    })
  })

  it('reads custom fields with their choices in order', async () => {
    const choices = [
      { choice_id: 1, choice_label: 'Pastry', display_order: 2 },
      { choice_id: 2, choice_label: 'Bread', display_order: 1 },
    ]
    const { client } = answering(
      json(200, {
        custom_fields: [
          { custom_field_id: 'f-1', label: 'Favourite loaf', type: 'string' },
          { custom_field_id: 'f-2', label: 'Interests', type: 'multi_select', choices },
        ],
      }),
    )
    expect(await client.customFields('token')).toMatchObject({
      value: [
        { id: 'f-1', label: 'Favourite loaf', type: 'string', choices: [] },
        { id: 'f-2', label: 'Interests', type: 'multi_select', choices: ['Bread', 'Pastry'] },
      ],
    })
  })

  it('reads the privileges, and reports failures as for a sign-up', async () => {
    const { client, calls } = answering(
      json(200, [{ privilege_id: 30, privilege_name: 'contacts:write' }]),
      json(401, { error_key: 'unauthorized' }),
      json(200, { not: 'an array' }),
    )
    expect(await client.privileges('token')).toMatchObject({ kind: 'read', value: ['contacts:write'] })
    expect(calls[0]?.url).toBe(`${API}/account/user/privileges`)
    expect(await client.privileges('token')).toMatchObject({ kind: 'unauthorized' })
    expect(await client.privileges('token')).toMatchObject({ kind: 'down', cause: 'unreadable', status: 200 })
  })

  it.each([
    ['an empty body', new Response(null, { headers: ID }), 'updated'],
    ['the contact', json(200, { contact_id: 'c-1' }), 'updated'],
    ['a page', new Response('<html>', { headers: ID }), 'down'],
    ['a text', new Response('ok', { headers: ID }), 'down'],
    ['a gateway’s JSON', json(200, { message: 'ok' }), 'down'],
    ['a 202', json(202, {}), 'down'],
    ['a 204', new Response(null, { status: 204, headers: ID }), 'down'],
  ])('has the vendor mail a contact, answered %s', async (_, response, kind) => {
    const { client } = answering(response)
    expect(await client.resubscribe('token', 'c-1', [LIST])).toMatchObject({ kind, requestId })
  })

  it.each([
    ['of its documentation', json(409, [conflict('The contact conflicts with an existing one')]), 'updated'],
    ['in an object', json(409, conflict('A resubscribe email was already sent.')), 'updated'],
    ['between two calls', json(409, [conflict('Simultaneous requests on the same contact')]), 'conflict'],
    ['with another key', json(409, [{ error_key: 'contacts.api.busy', error_message: '' }]), 'conflict'],
    ['of a gateway', json(409, { message: 'Conflict' }), 'down'],
  ])('recognizes a conflict %s', async (_, response, kind) => {
    const { client } = answering(response)
    expect(await client.resubscribe('token', 'c-1', [LIST])).toMatchObject({ kind, requestId })
  })

  it.each([
    ['the vendor’s JSON of another status', json(202, { contacts: [] }), { kind: 'down', status: 202 }],
    ['nothing', new Response(null, { status: 204 }), { kind: 'down', status: 204 }],
    [
      'a 404, since no contact is an empty list',
      json(404, [{ error_key: 'contacts.api.not_found', error_message: 'Not found' }]),
      { kind: 'down', cause: 'status', sent: true, status: 404, errorKey: 'contacts.api.not_found' },
    ],
    [
      'a 400 with the key of a 404',
      json(400, [{ error_key: 'contacts.api.not_found', error_message: 'Not found' }]),
      { kind: 'down', cause: 'status', sent: true, status: 400 },
    ],
    [
      'a 415 to a request without a body',
      json(415, [{ error_key: 'unsupported_media_type', error_message: 'No.' }]),
      { kind: 'down', cause: 'status', sent: true, status: 415 },
    ],
    ['a gateway’s 404', json(404, { message: 'Not Found' }), { kind: 'down', status: 404 }],
  ])(
    'takes %s for an outage of the look-up, never for an answer about the contact',
    async (_, response, expected) => {
      const { client } = answering(response)
      expect(await client.findContact('token', 'a@example.com')).toMatchObject(expected)
    },
  )

  it('asks the vendor to mail an unsubscribed contact', async () => {
    const { client, calls } = answering(json(200, {}))
    expect(await client.resubscribe('token', 'a/b', [LIST])).toEqual({ kind: 'updated', requestId })
    expect(calls[0]?.url).toBe(`${API}/contacts/resubscribe/a%2Fb`)
    expect(calls[0]?.method).toBe('PUT')
    expect(await calls[0]?.json()).toEqual({ list_ids: [LIST] })
  })
})
