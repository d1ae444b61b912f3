import { labels as enLabels } from 'virtual:languages/en'
import { screen, waitFor, within } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { loadBundled as load } from '../chunks.ts'
import { readConfiguration } from '../configuration/configuration.ts'
import { EMPTY_FORM, type Form } from '../form/form-model.ts'
import { mountForm } from '../form/mount.tsx'
import { messagesIn } from '../messages/all-languages.ts'
import { EVENTS, EVERY_CUSTOM_FIELD, NEWSLETTER } from '../testing/settings.ts'
import { renderForm } from './prerender.tsx'
import { readPrerendered } from './prerendered.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

/** A page as the relay writes it. */
function serve(settings: { [name: string]: string }, form: Form = EMPTY_FORM, language = 'en') {
  const all: { [name: string]: string } = { lists: NEWSLETTER, ...settings }
  const reading = readConfiguration((name) => all[name])
  if (!reading.configuration) throw new Error('Not settings')
  const { configuration } = reading
  document.body.innerHTML = renderForm({ configuration, settings: reading.settings, language, form })
  const host = document.querySelector<HTMLElement>('.signup-widget')
  if (!host) throw new Error('There is no placeholder')
  return {
    host,
    page: within(host),
    user: userEvent.setup(),
    mount: () =>
      mountForm(host, {
        configuration: { ...configuration, isolation: 'none' },
        labels: enLabels,
        dir: 'ltr',
        id: 'another',
        endpoint: '',
        query: 'lists=x',
        pageUrl: () => 'https://site.example/',
        prerendered: readPrerendered(host),
        load,
      }),
  }
}

describe('the form that the relay draws', () => {
  it('is complete and posts in a browser without script', () => {
    const { page, host } = serve({
      lists: `${NEWSLETTER}=News`,
      fields: 'first_name* birthday address',
      'custom-fields': EVERY_CUSTOM_FIELD,
      title: 'News',
    })
    const form = page.getByRole('form', { name: 'News' })
    expect(form.getAttribute('method')).toBe('post')
    expect(form.getAttribute('action')).toMatch(/^\/v1\/signups\?lists=.+&fields=/)
    expect(form.hasAttribute('novalidate')).toBe(false)
    expect(page.getByLabelText('First name').hasAttribute('required')).toBe(true)
    expect(page.getByRole('option', { name: 'Japan' })).toHaveProperty('value', 'Japan')
    const hidden = [...host.querySelectorAll<HTMLInputElement>('input[type=hidden]')]
    expect(hidden.map(({ name, value }) => [name.replace(/\..{36}/, ''), value])).toEqual([
      ['custom_fields', 'demo'],
      ['list_memberships', NEWSLETTER],
      ['consent.text', enLabels.consent],
      ['consent.given', 'true'],
    ])
  })

  it('asks for single parts of an address in the order given', () => {
    const { page } = serve({ fields: 'postal_code* first_name country' })
    const controls = [...page.getAllByRole('textbox'), page.getByRole('combobox')]
    expect(
      controls.map((control) => [control.getAttribute('name'), control.hasAttribute('required')]),
    ).toEqual([
      ['email_address', true],
      ['street_address.postal_code', true],
      ['first_name', false],
      ['street_address.country', false],
    ])
    expect(page.queryByRole('group')).toBeNull()
  })

  it.each([
    [{}, 'email_address', ['send', 'off', 'false', 'email', 'email']],
    [{ fields: 'first_name' }, 'email_address', ['next', 'off', 'false', 'email', 'email']],
    [{ fields: 'first_name' }, 'first_name', ['send', 'words', 'false', 'given-name', null]],
    [{ fields: 'last_name', consent: 'Yes' }, 'last_name', ['next', 'words', 'false', 'family-name', null]],
    [{ fields: 'company_name' }, 'company_name', ['send', 'words', 'false', 'organization', null]],
    [{ fields: 'job_title' }, 'job_title', ['send', 'words', 'false', 'organization-title', null]],
    [{ fields: 'phone_number' }, 'phone_number', ['send', 'words', 'false', 'tel', 'tel']],
    [{ fields: 'birthday' }, 'birthday_day', ['next', 'words', 'false', 'bday-day', 'numeric']],
    [{ fields: 'address' }, 'street_address.street', ['next', 'words', 'false', 'address-line1', null]],
    [{ fields: 'city state' }, 'street_address.city', ['next', 'words', 'false', 'address-level2', null]],
    [{ fields: 'state' }, 'street_address.state', ['send', 'words', 'false', 'address-level1', null]],
    [
      { fields: 'postal_code' },
      'street_address.postal_code',
      ['send', 'characters', 'false', 'postal-code', null],
    ],
  ])('tells keyboards and autofill what a field is for: %o, %s', (settings, name, expected) => {
    const { host } = serve(settings)
    const input = host.querySelector(`[name="${name}"]`)
    const attributes = ['enterkeyhint', 'autocapitalize', 'spellcheck', 'autocomplete', 'inputmode']
    expect(attributes.map((attribute) => input?.getAttribute(attribute))).toEqual(expected)
  })

  it('shows what was typed and what is wrong with it', () => {
    const { page } = serve(
      {
        fields: 'birthday',
        lists: `${NEWSLETTER}=News,${EVENTS}=Events`,
        'list-choice': '',
        consent: 'Yes.',
      },
      {
        kind: 'refused',
        values: {
          email_address: ['<ada>'],
          birthday_month: ['2'],
          list_memberships: [EVENTS],
          'consent.given': ['true'],
        },
        faults: { email_address: 'invalid' },
        failure: undefined,
        attempt: 1,
      },
    )
    expect(page.getByLabelText('Email address')).toHaveProperty('value', '<ada>')
    expect(page.getByLabelText('Email address').getAttribute('aria-invalid')).toBe('true')
    expect(page.getByText(/Enter a full email address/)).toBeTruthy()
    expect(page.getByRole('option', { name: 'February' }).hasAttribute('selected')).toBe(true)
    expect(page.getByRole('checkbox', { name: 'Events' })).toHaveProperty('checked', true)
    expect(page.getByRole('checkbox', { name: 'Yes.' })).toHaveProperty('checked', true)
  })

  it('shows the outcome instead of a form', () => {
    const { page } = serve({}, { kind: 'accepted', outcome: { action: 'updated', message: '' } })
    expect(page.getByText('Welcome back. Your details are up to date.')).toBeTruthy()
    expect(page.queryByRole('form')).toBeNull()
  })

  it('is the main part of its page, with a heading in every state', () => {
    const accepted: Form = { kind: 'accepted', outcome: { action: 'created', message: '' } }
    const named = { title: 'News' }
    for (const [settings, form, name] of [
      [named, EMPTY_FORM, 'News'],
      [{}, EMPTY_FORM, 'Sign-up form'],
      [named, accepted, 'News'],
    ] as const) {
      serve(settings, form)
      expect(within(screen.getByRole('main')).getByRole('heading', { level: 1, name })).toBeTruthy()
    }
  })

  it('lets the site’s own texts run in their own direction, whatever the form’s language', () => {
    const custom = [{ id: crypto.randomUUID(), type: 'text', label: 'Favourite loaf.', help: 'Any.' }]
    const { page } = serve(
      {
        ...{ language: 'ar', title: 'News.', description: 'Once a week.', consent: 'Write to me.' },
        ...{ button: 'Join!', 'custom-fields': JSON.stringify(custom) },
      },
      EMPTY_FORM,
      'ar',
    )
    for (const text of ['News.', 'Once a week.', 'Favourite loaf.', 'Any.', 'Write to me.', 'Join!'])
      expect(page.getByText(text, { exact: true }).getAttribute('dir')).toBe('auto')
    expect(page.getByText('البريد الإلكتروني', { exact: false }).getAttribute('dir')).toBeNull()
  })

  it('is in the requested language, or in English', () => {
    expect(serve({}, EMPTY_FORM, 'ar-EG').host.firstElementChild?.getAttribute('dir')).toBe('rtl')
    expect(messagesIn('fr-CA').labels.button).toBe('S’inscrire')
    expect(messagesIn('xx').labels.language).toBe('en')
  })

  it('lets nothing of a setting become markup', () => {
    const { host } = serve({
      title: '"><script>alert(1)</script>',
      consent: "'><img src=x onerror=alert(1)>",
    })
    expect(host.querySelector('script, img')).toBeNull()
  })
})

describe('the script that takes the form over', () => {
  it('loses nothing that was typed, chosen or focused', async () => {
    const { page, user, mount } = serve({
      fields: 'first_name birthday address',
      'custom-fields': EVERY_CUSTOM_FIELD,
    })
    const email = page.getByLabelText('Email address')
    await user.selectOptions(page.getByLabelText('Country'), 'Japan')
    await user.selectOptions(page.getByLabelText('Month'), 'March')
    await user.click(page.getByRole('checkbox', { name: 'Pastry' }))
    await user.type(page.getByLabelText(/Anything we should know/), 'Two lines')
    await user.type(email, 'ada@exa')
    mount()
    await user.type(email, 'mple.org')
    await waitFor(() => expect(page.getByLabelText('Prefecture')).toBeTruthy())
    expect(page.getByRole('heading', { level: 1 })).toBeTruthy()
    expect(page.getByLabelText('Email address')).toBe(email)
    expect(document.activeElement).toBe(email)
    expect(email).toHaveProperty('value', 'ada@example.org')
    expect(page.getByLabelText('Country')).toHaveProperty('value', 'Japan')
    expect(page.getByLabelText('Month')).toHaveProperty('value', '3')
    expect(page.getByRole('checkbox', { name: 'Pastry' })).toHaveProperty('checked', true)
    expect(page.getByLabelText(/Anything we should know/)).toHaveProperty('value', 'Two lines')
  })

  it('keeps the ids that the relay gave, and removes its errors once they are corrected', async () => {
    const { page, user, mount } = serve(
      {},
      {
        kind: 'refused',
        values: { email_address: ['ada@'] },
        faults: { email_address: 'invalid' },
        failure: undefined,
        attempt: 1,
      },
    )
    mount()
    const email = page.getByLabelText('Email address')
    await user.type(email, 'example')
    expect(page.getByText(/Enter a full email address/).id).toBe(email.getAttribute('aria-describedby'))
    await user.type(email, '.org')
    await waitFor(() => expect(email.getAttribute('aria-invalid')).toBeNull())
    expect(page.queryByText(/Enter a full email address/)).toBeNull()
    expect(email).toHaveProperty('value', 'ada@example.org')
  })

  it('sends what the form contains', async () => {
    const posted: unknown[] = []
    vi.stubGlobal('fetch', async (_address: string, { body }: { body: string }) => {
      posted.push(JSON.parse(body))
      return Response.json({ action: 'created', message: '' }, { status: 201 })
    })
    const { page, user, mount } = serve({})
    await user.type(page.getByLabelText('Email address'), 'ada@example.org')
    mount()
    await user.click(page.getByRole('button'))
    expect(await page.findByText('Thank you. You’re on the list.')).toBe(document.activeElement)
    expect(posted).toMatchObject([{ email_address: 'ada@example.org', list_memberships: [NEWSLETTER] }])
  })
})
