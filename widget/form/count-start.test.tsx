import { fireEvent } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import { openForm } from '../testing/form.ts'
import { customFieldId, EVENTS, NEWSLETTER } from '../testing/settings.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

const typeInto = ({ form, user }: ReturnType<typeof openForm>) =>
  user.type(form.getByLabelText('Email address'), 'ada')

it('tells the relay once that somebody began, with the page and the lists, and nothing about them', async () => {
  const opened = openForm({ lists: `${NEWSLETTER},${EVENTS}` })
  await typeInto(opened)
  await expect
    .poll(() => opened.started)
    .toEqual([
      {
        body: `https://site.example/page\n${NEWSLETTER} ${EVENTS}`,
        init: { method: 'POST', keepalive: true, credentials: 'omit' },
      },
    ])
  await typeInto(opened)
  await opened.user.click(opened.form.getByRole('button', { name: 'Sign up' }))
  expect(opened.started).toHaveLength(1)
})

it('tells nothing of a form that nobody touches', async () => {
  const { started, form, user } = openForm()
  await user.click(form.getByLabelText('Email address'))
  expect(started).toEqual([])
})

it('counts a form that is drawn again once', async () => {
  const touch = ({ form }: ReturnType<typeof openForm>) =>
    fireEvent.input(form.getByLabelText('Email address'), { target: { value: 'ada' } })
  const first = openForm()
  touch(first)
  await expect.poll(() => first.started).toHaveLength(1)
  first.unmount()
  const second = openForm({}, [], {}, first.host)
  touch(second)
  await expect.poll(() => second.events.map(({ type }) => type)).toContain('signup-widget:start')
  expect(second.started).toEqual([])
})

it('counts one that the browser filled in when its button is pressed', async () => {
  const { started, form, user, posted } = openForm({ prefill: 'email_address=ada@example.org' })
  await user.click(form.getByRole('button', { name: 'Sign up' }))
  await expect.poll(() => started).toHaveLength(1)
  expect(posted).toEqual([])
})

it('passes on the source that the form captures, with the sign-up too', async () => {
  const id = customFieldId(1)
  const settings = {
    capture: `${id}=utm_source`,
    'custom-fields': JSON.stringify([{ id, type: 'hidden', value: 'none' }]),
  }
  const { started, posted, form, user } = openForm(settings, undefined, {
    values: { [`custom_fields.${id}`]: ['Spring'] },
  })
  await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
  await expect.poll(() => posted).toMatchObject([{ page: 'https://site.example/page?utm_source=Spring' }])
  expect(started).toMatchObject([{ body: `https://site.example/page?utm_source=Spring\n${NEWSLETTER}` }])
})

it('counts nobody who wants no data passed on', async () => {
  vi.stubGlobal('navigator', Object.create(navigator, { globalPrivacyControl: { value: true } }))
  const opened = openForm()
  await typeInto(opened)
  await expect.poll(() => opened.events.map(({ type }) => type)).toContain('signup-widget:start')
  expect(opened.started).toEqual([])
})

it('goes on whatever comes of it, where even fetch itself throws', async () => {
  const { form, user, state, posted } = openForm()
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
    if (address.endsWith('/v1/starts')) throw new Error('blocked')
    return fetch(address, init)
  })
  await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
  await expect.poll(() => state()).toBe('accepted')
  expect(posted).toHaveLength(1)
})
