import { fireEvent, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Load } from '../chunks.ts'
import { loadBundled as load } from '../chunks.ts'
import { openForm, type Reply } from '../testing/form.ts'
import { customFieldId, EVENTS, EVERY_CUSTOM_FIELD, NEWSLETTER } from '../testing/settings.ts'

const CREATED: Reply = { status: 201, body: { action: 'created', message: '' } }
const refusal = (status: number, code: string, more: object = {}): Reply => ({
  status,
  body: { type: 'about:blank', title: code, status, code, ...more },
})

/** The texts that describe an element, as a screen reader finds them. */
/** Loads as ever, but for one chunk, which comes when it is released. */
function loadHeld(held: string): { load: Load; release: () => void } {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  return {
    load: async (name) => {
      if (name === held) await released
      return load(name)
    },
    release: () => release(),
  }
}

function describedBy({ getByRole }: ReturnType<typeof openForm>['form'], element: HTMLElement): unknown[] {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? []
  return ids.map((id) => getByRole('form').querySelector(`[id="${id}"]`)?.textContent?.trim())
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

describe('a form that is sent', () => {
  it('tells the visitor that the contact was created, and moves the focus there', async () => {
    const { form, user, focused, state } = openForm()
    await user.type(form.getByLabelText('Email address'), 'ada@example.org')
    await user.click(form.getByRole('button', { name: 'Sign up' }))
    expect(await form.findByText('Thank you. You’re on the list.')).toBe(focused())
    expect(state()).toBe('accepted')
    expect(form.queryByRole('button')).toBeNull()
  })

  it('sends the address as typed, the list, the stated consent and where it was read', async () => {
    const { form, user, posted } = openForm()
    await user.type(form.getByLabelText('Email address'), ' ada+bread@Example.org {Enter}')
    await waitFor(() => expect(posted).toHaveLength(1))
    expect(posted[0]).toEqual({
      submission_id: expect.stringMatching(/^[\da-f-]{36}$/),
      email_address: 'ada+bread@Example.org',
      list_memberships: [NEWSLETTER],
      consent: { given: true, text: expect.stringContaining('you agree to receive our emails') },
      page: 'https://site.example/page',
      language: 'en',
      signals: { trap: '', elapsed_ms: expect.any(Number) },
    })
  })

  it('is not refused for what the visitor cannot see: a long address of the page, a clock set back', async () => {
    const pageUrl = () => `https://site.example/${'%C3%BC'.repeat(400)}`
    const { form, user, posted } = openForm({}, [CREATED], { pageUrl })
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000)
    await user.type(form.getByLabelText('Email address'), 'ada@example.org')
    fireEvent.input(form.getByLabelText('Leave this field empty'), { target: { value: 'x'.repeat(300) } })
    await user.type(form.getByLabelText('Email address'), '{Enter}')
    await waitFor(() => expect(posted).toHaveLength(1))
    const { page, signals } = Object(posted[0])
    expect(page).toBe(pageUrl().slice(0, 2048))
    expect(signals.trap).toHaveLength(255)
    expect(signals.elapsed_ms).toBeGreaterThanOrEqual(0)
    expect(signals).not.toHaveProperty('hidden_fields')
    expect(Number.isInteger(signals.elapsed_ms)).toBe(true)
  })

  it('says which custom fields the visitor cannot see, so that the relay asks nobody to correct them', async () => {
    const fields = [
      { id: customFieldId(1), type: 'text', label: 'Loaf' },
      { id: customFieldId(2), type: 'hidden', value: 'shop' },
    ]
    const { form, user, posted } = openForm({ 'custom-fields': JSON.stringify(fields) })
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    await waitFor(() => expect(posted).toHaveLength(1))
    expect(posted[0]).toMatchObject({ signals: { hidden_fields: [customFieldId(2)] } })
  })

  it('sends every kind of field by its wire name', async () => {
    const { form, user, posted } = openForm({
      fields: 'first_name last_name company_name job_title phone_number anniversary birthday address',
      'custom-fields': EVERY_CUSTOM_FIELD,
      lists: `${NEWSLETTER}=Newsletter,${EVENTS}=Events`,
      'list-choice': '',
      consent: 'Send me letters.',
    })
    await user.type(form.getByLabelText('Email address'), 'ada@example.org')
    await user.type(form.getByLabelText(/First name/), 'Ada')
    await user.type(form.getByLabelText(/Phone number/), '+44 (0)20 7946 0000')
    await user.type(form.getByLabelText(/Anniversary/), '2006-11-15')
    await user.selectOptions(form.getByLabelText('Month'), 'February')
    await user.type(form.getByLabelText('Day'), '29')
    await user.type(form.getByLabelText('City'), 'London')
    await form.findByRole('option', { name: 'Japan' })
    await user.selectOptions(form.getByLabelText('Country'), 'United Kingdom')
    await user.type(form.getByLabelText(/Favourite loaf/), 'Rye')
    await user.type(form.getByLabelText(/People in your household/), '3.5')
    await user.selectOptions(form.getByLabelText(/How did you hear/), 'A friend')
    await user.click(form.getByRole('checkbox', { name: 'Bread' }))
    await user.click(form.getByRole('checkbox', { name: 'Coffee' }))
    await user.click(form.getByRole('radio', { name: 'Yeast' }))
    await user.click(form.getByRole('checkbox', { name: 'Wholesale customer (optional)' }))
    await user.click(form.getByRole('checkbox', { name: 'Events' }))
    await user.click(form.getByRole('checkbox', { name: 'Send me letters.' }))
    await user.click(form.getByRole('button'))
    await waitFor(() => expect(posted).toHaveLength(1))
    expect(posted[0]).toMatchObject({
      first_name: 'Ada',
      phone_number: '+44 (0)20 7946 0000',
      anniversary: '2006-11-15',
      birthday_month: 2,
      birthday_day: 29,
      street_address: { kind: 'home', city: 'London', country: 'United Kingdom' },
      list_memberships: [EVENTS],
      consent: { given: true, text: 'Send me letters.' },
      custom_fields: [
        { custom_field_id: customFieldId(1), value: 'Rye' },
        { custom_field_id: customFieldId(4), value: '3.5' },
        { custom_field_id: customFieldId(5), value: 'A friend' },
        { custom_field_id: customFieldId(6), value: 'Bread, Coffee' },
        { custom_field_id: customFieldId(9), value: 'Yeast' },
        { custom_field_id: customFieldId(7), value: 'true' },
        { custom_field_id: customFieldId(8), value: 'demo' },
      ],
    })
    expect(posted[0]).not.toHaveProperty('last_name')
  })

  it('is posted as it would be without script where the controller fails', async () => {
    const failing: Load = async (name) => {
      const chunk = await load(name)
      const fail = () => {
        throw new TypeError('Not in this browser')
      }
      return name === 'controller' ? { ...chunk, startController: fail } : chunk
    }
    const { form, user } = openForm({}, [CREATED], { load: failing })
    const submit = vi.spyOn(HTMLFormElement.prototype, 'submit').mockImplementation(() => {})
    await user.type(form.getByLabelText('Email address'), 'ada@example.org')
    await user.click(form.getByRole('button'))
    await waitFor(() => expect(submit).toHaveBeenCalledOnce())
  })

  it('cannot be sent twice at once', async () => {
    const { form, user, posted, state } = openForm({}, ['never'])
    await user.type(form.getByLabelText('Email address'), 'ada@example.org')
    await user.click(form.getByRole('button'))
    expect((await form.findByText('Signing you up…')).parentElement).toBe(form.getByRole('status'))
    expect(form.getByRole('button').getAttribute('aria-disabled')).toBe('true')
    await user.click(form.getByRole('button'))
    await user.type(form.getByLabelText('Email address'), '{Enter}')
    expect(posted).toHaveLength(1)
    expect(state()).toBe('sending')
  })

  it('shows the site’s own sentence rather than the relay’s, and the relay’s rather than ours', async () => {
    const said: Reply = { status: 200, body: { action: 'updated', message: 'Hello again from the relay.' } }
    const ours = openForm({ 'message-updated': 'Hello again from the site.' }, [said])
    await ours.user.type(ours.form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    expect(await ours.form.findByText('Hello again from the site.')).toBeTruthy()
    const theirs = openForm({}, [said])
    await theirs.user.type(theirs.form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    expect(await theirs.form.findByText('Hello again from the relay.')).toBeTruthy()
  })

  it('is usable again when the page comes back from the browser’s cache', async () => {
    const { form, user, posted, state } = openForm({}, ['never', CREATED])
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    await waitFor(() => expect(state()).toBe('sending'))
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    expect(state()).toBe('editing')
    expect(form.getByLabelText('Email address')).toHaveProperty('value', 'ada@example.org')
    await user.click(form.getByRole('button'))
    expect(await form.findByText(/Thank you/)).toBeTruthy()
    expect(posted[1]?.['submission_id']).toBe(posted[0]?.['submission_id'])
  })
})

describe('a form with faults', () => {
  it('says what to do at each field, and sums it up in links that focus the fields', async () => {
    const { form, user, posted, focused } = openForm({ fields: 'first_name* birthday', consent: 'Yes.' })
    await user.type(form.getByLabelText('Email address'), 'ada@')
    await user.type(form.getByLabelText('Day'), '31')
    await user.selectOptions(form.getByLabelText('Month'), 'April')
    await user.click(form.getByRole('button'))
    const summary = await form.findByRole('region', { name: 'There is a problem' })
    const links = within(summary).getAllByRole('link')
    expect(links.map(({ textContent }) => textContent)).toEqual([
      'Enter a full email address, like name@example.org.',
      'Enter your first name.',
      'Enter a day that exists in the chosen month.',
      'Tick the box to give your consent.',
    ])
    const controls = [
      form.getByRole('textbox', { name: 'Email address' }),
      form.getByRole('textbox', { name: 'First name' }),
      form.getByRole('textbox', { name: 'Day' }),
      form.getByRole('checkbox', { name: 'Yes.' }),
    ]
    for (const [index, control] of controls.entries()) {
      expect(control.getAttribute('aria-invalid')).toBe('true')
      expect(describedBy(form, control)).toEqual([links[index]?.textContent])
      await user.click(links[index] ?? summary)
      expect(focused()).toBe(control)
    }
    expect(location.hash).toBe('')
    expect(posted).toEqual([])
  })

  it('announces several faults once: by the focus on their summary, which no alert repeats', async () => {
    const { form, user, focused } = openForm({ fields: 'first_name*' })
    await user.click(form.getByRole('button'))
    const summary = await form.findByRole('region', { name: 'There is a problem' })
    expect(focused()).toBe(summary)
    expect(describedBy(form, summary)).toEqual([
      'Enter your email address, like name@example.org.Enter your first name.',
    ])
    expect(form.getByRole('alert').textContent).toBe('')
    await user.click(form.getByRole('button'))
    // Another one, so that a screen reader reads it again.
    expect(form.getByRole('region')).not.toBe(summary)
    expect(focused()).toBe(form.getByRole('region'))
  })

  it('takes the focus to a single fault, without a summary and without an alert', async () => {
    const { form, user, focused } = openForm()
    await user.click(form.getByRole('button'))
    await waitFor(() => expect(focused()).toBe(form.getByLabelText('Email address')))
    expect(form.queryByText('There is a problem')).toBeNull()
    expect(form.getByRole('alert').textContent).toBe('')
    const focus = vi.fn()
    form.getByLabelText('Email address').addEventListener('focus', focus)
    await user.type(form.getByLabelText('Email address'), '{Enter}')
    expect(focus).toHaveBeenCalled()
  })

  it('keeps an error until what it asks for is done, then takes it away at once', async () => {
    const { form, user, state } = openForm({ fields: 'first_name*' })
    await user.click(form.getByRole('button'))
    const email = form.getByLabelText('Email address')
    await waitFor(() => expect(describedBy(form, email)).toEqual([expect.stringMatching(/Enter your email/)]))
    await user.type(email, 'ada@example')
    expect(describedBy(form, email)).toEqual(['Enter a full email address, like name@example.org.'])
    await user.type(email, '.org')
    expect(email.getAttribute('aria-invalid')).toBeNull()
    expect(describedBy(form, email)).toEqual([])
    expect(describedBy(form, form.getByLabelText('First name'))).toEqual(['Enter your first name.'])
    expect(state()).toBe('editing')
  })

  it('keeps corrected faults in their place in the summary, as no links', async () => {
    const { form, user } = openForm({ fields: 'first_name*' })
    await user.click(form.getByRole('button'))
    await form.findByRole('region')
    await user.type(form.getByLabelText('First name'), 'Ada')
    expect(form.getAllByRole('link').map(({ textContent }) => textContent)).toEqual([
      'Enter your email address, like name@example.org.',
    ])
    const [, done] = form.getByRole('region').querySelectorAll('li')
    expect([done?.textContent, done?.getAttribute('aria-hidden')]).toEqual(['Enter your first name.', 'true'])
    await user.click(form.getByRole('button'))
    expect(form.queryByText('There is a problem')).toBeNull()
  })

  it('never cuts what was pasted', async () => {
    const long = `${'a'.repeat(90)}@example.org`
    const { form, user } = openForm()
    fireEvent.input(form.getByLabelText('Email address'), { target: { value: long } })
    await user.click(form.getByRole('button'))
    expect(await form.findByText('“Email address” must be 80 characters or fewer.')).toBeTruthy()
    expect(form.getByLabelText('Email address')).toHaveProperty('value', long)
  })
})

describe('a form that is refused', () => {
  it.each<[string, Reply, RegExp]>([
    ['a dead network', 'unreachable', /couldn’t connect/],
    ['a page of a proxy', { status: 502, body: '<h1>Bad gateway</h1>' }, /can’t sign you up right now/],
    ['an unavailable relay', refusal(503, 'unavailable'), /can’t sign you up right now/],
    ['a list that is not allowed', refusal(403, 'list_not_allowed'), /isn’t taking sign-ups/],
    ['the vendor', refusal(422, 'refused'), /wasn’t accepted/],
    ['a code of a later relay', refusal(418, 'teapot'), /couldn’t send/],
    [
      'a fault the visitor cannot see',
      refusal(422, 'invalid_fields', { fields: { page: 'too_long' } }),
      /couldn’t send/,
    ],
  ])('by %s says so in a sentence of its own and keeps what was typed', async (_name, reply, sentence) => {
    const { form, user, state } = openForm({ fields: 'first_name' }, [reply])
    await user.type(form.getByLabelText(/First name/), 'Ada')
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    await waitFor(() => expect(form.getByRole('alert').textContent).toMatch(sentence))
    expect(form.getByLabelText(/First name/)).toHaveProperty('value', 'Ada')
    expect(form.getByRole('button').getAttribute('aria-disabled')).toBeNull()
    expect(state()).toBe('refused')
  })

  it('says how long to wait when there were too many requests', async () => {
    const busy: Reply = { ...Object(refusal(429, 'too_many_requests')), headers: { 'Retry-After': '90' } }
    const { form, user } = openForm({}, [busy])
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    await waitFor(() =>
      expect(form.getByRole('alert').textContent).toBe('Too many attempts. Please try again in 2 minutes.'),
    )
  })

  it('offers the form as a page of its own where this page may not be used', async () => {
    const { form, user } = openForm({}, [refusal(403, 'origin_not_allowed')])
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    const link = await form.findByRole('link', { name: 'Open the form on its own page' })
    expect(link.getAttribute('href')).toBe('https://relay.example/form?lists=x')
    expect(link.getAttribute('target')).toBe('_blank')
  })

  it('shows the relay’s faults as its own, until they are edited', async () => {
    const faults = { email_address: 'refused', 'street_address.city': 'too_long' }
    const { form, user, focused } = openForm({ fields: 'address' }, [
      refusal(422, 'invalid_fields', { fields: faults }),
    ])
    await user.type(form.getByLabelText('City'), 'Llanfair')
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    const summary = await form.findByRole('region', { name: 'There is a problem' })
    expect(focused()).toBe(summary)
    const sentences = [
      '“Email address” wasn’t accepted. Please check it.',
      '“City” must be 50 characters or fewer.',
    ]
    expect(
      within(summary)
        .getAllByRole('link')
        .map(({ textContent }) => textContent),
    ).toEqual(sentences)
    const [email, city] = [form.getByLabelText('Email address'), form.getByLabelText('City')]
    expect([email, city].flatMap((control) => describedBy(form, control))).toEqual(sentences)
    await user.type(email, 'a')
    expect(describedBy(form, email)).toEqual([])
    expect(describedBy(form, city)).toEqual([sentences[1]])
  })

  it.each([
    ['a field', { first_name: 'refused' }, '“First name” wasn’t accepted. Please check it.'],
    ['an address as a whole', { street_address: 'refused' }, '“Address” wasn’t accepted. Please check it.'],
    ['a group', { list_memberships: 'unknown' }, /^Your choice for “What would you like to receive\?”/],
    ['the consent', { consent: 'required' }, 'Tick the box to give your consent.'],
  ])('goes to the one fault of the relay’s: %s', async (_name, fields, sentence) => {
    const { form, user, focused } = openForm(
      {
        fields: 'first_name address',
        consent: 'Yes.',
        lists: `${NEWSLETTER}=Newsletter,${EVENTS}=Events`,
        'list-choice': '',
      },
      [refusal(422, 'invalid_fields', { fields })],
    )
    await user.click(form.getByLabelText('Yes.'))
    await user.click(form.getByLabelText('Events'))
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    const error = await form.findByText(sentence)
    expect(error.parentElement?.contains(focused())).toBe(true)
    expect(focused()?.matches('input:not([type=hidden]), select')).toBe(true)
  })

  it('repeats the same submission under the same id, and other content under another', async () => {
    const { form, user, posted } = openForm({}, ['unreachable', 'unreachable', CREATED])
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    await waitFor(() => expect(form.getByRole('alert').textContent).toBeTruthy())
    await user.click(form.getByRole('button'))
    await waitFor(() => expect(posted).toHaveLength(2))
    await user.type(form.getByLabelText('Email address'), '.uk{Enter}')
    await waitFor(() => expect(posted).toHaveLength(3))
    const [first, second, third] = posted.map((body) => body['submission_id'])
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })
})

describe('an answer', () => {
  const FAULTY = refusal(422, 'invalid_fields', { fields: { email_address: 'refused' } })

  /** Sends, and goes to an element of the page's own while the answer is on its way. */
  async function sendAndGo(reply: Reply, place: HTMLElement, settings: { [name: string]: string } = {}) {
    const opened = openForm(settings, [reply])
    document.body.append(place)
    if (place.localName === 'main') place.append(opened.host)
    opened.host.addEventListener('signup-widget:submit', () => place.focus())
    await opened.user.type(opened.form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    await waitFor(() => expect(opened.state()).toMatch(/accepted|refused/))
    return opened
  }

  it.each([['shadow'], ['none']])(
    'leaves the focus to who has moved on, and is said aloud (%s)',
    async (isolation) => {
      const search = document.createElement('input')
      const faulty = await sendAndGo(FAULTY, search, { isolation })
      expect(faulty.form.getByRole('alert').textContent).toBeTruthy()
      expect(document.activeElement).toBe(search)
      const good = await sendAndGo(CREATED, search, { isolation })
      expect(good.form.getByRole('alert').textContent).toBe('Thank you. You’re on the list.')
      expect(document.activeElement).toBe(search)
    },
  )

  it('takes the focus from what stands around the form: nobody types there', async () => {
    const main = document.createElement('main')
    main.tabIndex = -1
    const faulty = await sendAndGo(FAULTY, main)
    expect(faulty.focused()).toBe(faulty.form.getByLabelText('Email address'))
    const good = await sendAndGo(CREATED, main)
    expect(good.focused()).toBe(good.form.getByText(/Thank you/))
    expect(good.form.queryByRole('alert')).toBeNull()
  })

  it('leaves the focus in the page around a frame', async () => {
    vi.stubGlobal('parent', {})
    vi.spyOn(document, 'hasFocus').mockReturnValue(false)
    const main = document.createElement('main')
    main.tabIndex = -1
    const { form } = await sendAndGo(FAULTY, main)
    expect(form.getByRole('alert').textContent).toBeTruthy()
    expect(document.activeElement).toBe(main)
  })
})

describe('the controller', () => {
  /** A form, and the names of the chunks it has asked for so far. */
  function openWatched() {
    const asked: string[] = []
    const watched: Load = (name) => {
      asked.push(name)
      return load(name)
    }
    return { ...openForm({}, undefined, { load: watched }), asked }
  }

  it('waits a moment after the focus, so that a letter typed at once goes first', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    try {
      const { form, asked } = openWatched()
      form.getByLabelText('Email address').focus()
      expect(asked).toEqual([])
      vi.advanceTimersByTime(100)
      expect(asked).toEqual(['controller'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('is asked for by the first letter itself', () => {
    const { form, asked } = openWatched()
    fireEvent.input(form.getByLabelText('Email address'), { target: { value: 'a' } })
    expect(asked).toEqual(['controller'])
  })
})

describe('the dates of a form', () => {
  it('are date fields once the form was seen', async () => {
    const { form } = openForm({ fields: 'anniversary' })
    await waitFor(() => expect(form.getByLabelText(/Anniversary/)).toHaveProperty('type', 'date'))
  })

  it('are date fields before Preact looks at them, though no frame was drawn', async () => {
    vi.stubGlobal('requestAnimationFrame', () => 0)
    const { form, user } = openForm({ fields: 'anniversary' })
    await user.click(form.getByLabelText('Email address'))
    await waitFor(() => expect(form.getByLabelText(/Anniversary/)).toHaveProperty('type', 'date'))
  })
})

describe('the address of a form', () => {
  it('has its countries before anybody comes, without the controller', async () => {
    const asked: string[] = []
    const { form } = openForm({ fields: 'address' }, [], {
      load: (name) => {
        asked.push(name)
        return load(name)
      },
      values: { 'street_address.country': ['Japan'] },
    })
    await form.findByRole('option', { name: 'Germany' })
    expect(form.getByLabelText('Country')).toHaveProperty('value', 'Japan')
    expect(form.getAllByRole('option')).toHaveLength(251)
    // This imitation of a browser resolves no var(), so that the form's colours seem to be set to nothing.
    expect(asked.filter((name) => name !== 'colors')).toEqual(['countries'])
  })

  it('keeps the countries, and the chosen one, when a visitor comes', async () => {
    const { form, user } = openForm({ fields: 'address' })
    const japan = await form.findByRole('option', { name: 'Japan' })
    await user.selectOptions(form.getByLabelText('Country'), 'Japan')
    await waitFor(() => expect(form.getByLabelText('Prefecture')).toBeTruthy())
    expect(form.getByRole('option', { name: 'Japan' })).toBe(japan)
    expect(form.getByLabelText('Country')).toHaveProperty('value', 'Japan')
  })

  it('asks for what the chosen country has', async () => {
    const { form, user } = openForm({ fields: 'address*' })
    expect(form.getByLabelText('State or region (optional)')).toBeTruthy()
    expect(form.getByLabelText('Postal code (optional)')).toBeTruthy()
    await form.findByRole('option', { name: 'Germany' })
    await user.selectOptions(form.getByLabelText('Country'), 'United States')
    expect(await form.findByLabelText('ZIP code')).toHaveProperty('required', true)
    await user.selectOptions(form.getByLabelText('Country'), 'Germany')
    expect(form.queryByLabelText('State')).toBeNull()
    expect(form.getByLabelText('Postal code')).toHaveProperty('required', true)
  })

  it('says what is missing in the words of the chosen country, and of the next one', async () => {
    const { form, user } = openForm({ fields: 'address*' })
    await form.findByRole('option', { name: 'Germany' })
    const choose = (country: string) => user.selectOptions(form.getByLabelText('Country'), country)
    const said = () => form.queryAllByRole('link').map(({ textContent }) => textContent)
    await choose('United States')
    await form.findByLabelText('ZIP code')
    await user.click(form.getByRole('button'))
    expect(said().slice(1)).toEqual([
      'Enter your street address.',
      'Enter your city.',
      'Choose your state.',
      'Enter your ZIP code.',
    ])
    await choose('India')
    expect(said()).toContain('Enter your PIN code.')
    await choose('United Arab Emirates')
    expect(said().slice(1)).toEqual(['Enter your street address.', 'Choose your emirate.'])
    // Struck out, so that nothing moves.
    expect(form.getByText('Enter your city.').closest('li')?.getAttribute('aria-hidden')).toBe('true')
    expect(form.getAllByRole('listitem', { hidden: true })).toHaveLength(5)
  })

  it('keeps what was typed and chosen when the country changes', async () => {
    const { form, user } = openForm({ fields: 'address' })
    await form.findByRole('option', { name: 'Germany' })
    await user.type(form.getByLabelText('City'), 'Montpelier')
    await user.type(form.getByLabelText('State or region'), 'vt')
    await user.selectOptions(form.getByLabelText('Country'), 'United States')
    const state = () => form.getByLabelText<HTMLSelectElement>(/State|Province/).value
    await waitFor(() => expect(state()).toBe('Vermont'))
    await user.selectOptions(form.getByLabelText('Country'), 'Canada')
    expect(state()).toBe('')
    await user.selectOptions(form.getByLabelText('Province'), 'Ontario')
    for (const country of ['Germany', 'Japan', 'United States']) {
      await user.selectOptions(form.getByLabelText('Country'), country)
      expect(form.getByLabelText('City')).toHaveProperty('value', 'Montpelier')
    }
    expect(state()).toBe('Vermont')
    await user.selectOptions(form.getByLabelText('Country'), 'Canada')
    expect(state()).toBe('Ontario')
    expect(form.getByLabelText('City')).toHaveProperty('value', 'Montpelier')
  })

  it('chooses the likely country when a visitor comes, and sends no address for it alone', async () => {
    vi.stubGlobal('navigator', { ...navigator, language: 'en-CA', onLine: true })
    const { form, user, posted } = openForm({ fields: 'address' })
    await form.findByRole('option', { name: 'Germany' })
    expect(form.getByLabelText('Country')).toHaveProperty('value', '')
    await user.type(form.getByLabelText('Email address'), 'ada@example.org')
    await form.findByLabelText('Province')
    expect(form.getByLabelText('Country')).toHaveProperty('value', 'Canada')
    await user.click(form.getByRole('button'))
    await waitFor(() => expect(posted).toHaveLength(1))
    expect(posted[0]).not.toHaveProperty('street_address')
  })

  it.each([
    ['a city is typed', { City: 'Guelph' }, { kind: 'home', city: 'Guelph', country: 'Canada' }],
    ['it is chosen again', { Country: 'Canada' }, { kind: 'home', country: 'Canada' }],
  ])('sends the likely country where %s', async (_, typed, street_address) => {
    vi.stubGlobal('navigator', { ...navigator, language: 'en-CA', onLine: true })
    const { form, user, posted } = openForm({ fields: 'address' })
    await form.findByRole('option', { name: 'Germany' })
    await user.type(form.getByLabelText('Email address'), 'ada@example.org')
    await form.findByLabelText('Province')
    for (const [label, value] of Object.entries(typed)) {
      fireEvent.input(form.getByLabelText(label), { target: { value } })
    }
    await user.click(form.getByRole('button'))
    await waitFor(() => expect(posted).toHaveLength(1))
    expect(posted[0]).toMatchObject({ street_address })
  })

  it.each([
    ['United Kingdom', ['Enter your street address.', 'Enter your town or city.']],
    ['Australia', ['Enter your street address.', 'Enter your suburb.']],
    // It has no cities.
    ['United Arab Emirates', ['Enter your street address.']],
    // Its city is a district, which an address can do without: no link leads there any more.
    ['Hong Kong SAR China', ['Enter your street address.']],
  ])('says what is missing in %s, where that is known only after the press', async (country, sentences) => {
    const { load, release } = loadHeld('address-formats')
    const { form, user } = openForm({ fields: 'address*' }, [], {
      load,
      values: { 'street_address.country': [country], email_address: ['ada@example.org'] },
    })
    const said = () => form.queryAllByRole('link').map(({ textContent }) => textContent)
    await form.findByRole('option', { name: 'Germany' })
    await user.click(form.getByRole('button'))
    await waitFor(() => expect(said()).toEqual(['Enter your street address.', 'Enter your city.']))
    release()
    await waitFor(() => expect(form.queryByLabelText('City')).toBeNull())
    expect(said()).toEqual(sentences)
    expect(form.getByLabelText('Street address').getAttribute('aria-invalid')).toBe('true')
    expect(form.queryByLabelText(/District/)?.getAttribute('aria-invalid') ?? null).toBeNull()
  })

  it('leaves the choice to a visitor who was told to choose', async () => {
    vi.stubGlobal('navigator', { ...navigator, language: 'en-CA', onLine: true })
    const { load, release } = loadHeld('address-formats')
    const { form, user } = openForm({ fields: 'address*' }, [], { load })
    await user.click(form.getByRole('button'))
    const told = await form.findByText('Choose your country.', { selector: '[part=error]' })
    release()
    await user.type(form.getByLabelText('Email address'), 'ada@example.org')
    expect(form.getByLabelText('Country')).toHaveProperty('value', '')
    expect(told.isConnected).toBe(true)
    await user.selectOptions(form.getByLabelText('Country'), 'Canada')
    await form.findByLabelText('Province')
    expect(told.isConnected).toBe(false)
  })

  it('asks a visitor who is in the address for nothing else', async () => {
    const { form, user } = openForm({ fields: 'address' })
    await form.findByRole('option', { name: 'Germany' })
    await user.type(form.getByLabelText('State or region'), 'Vermont')
    expect(form.getByLabelText('Country')).toHaveProperty('value', '')
    expect(form.getByLabelText('State or region')).toHaveProperty('value', 'Vermont')
  })

  it('may be single parts, each called as the chosen country calls it', async () => {
    vi.stubGlobal('navigator', { ...navigator, language: 'en-CA', onLine: true })
    const { form, user, posted } = openForm({ fields: 'postal_code* state country' })
    await form.findByRole('option', { name: 'Germany' })
    await user.type(form.getByLabelText('Email address'), 'ada@example.org')
    await form.findByLabelText(/Province/)
    expect(form.getByLabelText(/Country/)).toHaveProperty('value', 'Canada')
    await user.click(form.getByRole('button'))
    expect(await form.findByText('Enter your postal code.')).toBeTruthy()
    await user.selectOptions(form.getByLabelText(/Country/), 'United States')
    await user.type(await form.findByLabelText('ZIP code'), '05602')
    await user.selectOptions(await form.findByLabelText(/State/), 'Vermont')
    await user.click(form.getByRole('button'))
    await waitFor(() => expect(posted).toHaveLength(1))
    expect(posted[0]).toMatchObject({
      street_address: { kind: 'home', postal_code: '05602', state: 'Vermont', country: 'United States' },
    })
  })

  it('needs no part that the chosen country does not have', async () => {
    const { form, user, posted } = openForm({ fields: 'country postal_code*' })
    await form.findByRole('option', { name: 'Germany' })
    await user.type(form.getByLabelText('Email address'), 'ada@example.org')
    await user.selectOptions(form.getByLabelText(/Country/), 'United Arab Emirates')
    await waitFor(() =>
      expect(
        form
          .getByLabelText(/Country/)
          .closest('form')
          ?.querySelector('[part=off]'),
      ).toBeTruthy(),
    )
    await user.click(form.getByRole('button'))
    await waitFor(() => expect(posted).toHaveLength(1))
    expect(posted[0]).toMatchObject({ street_address: { kind: 'home', country: 'United Arab Emirates' } })
  })

  it.each([
    ['country', undefined],
    ['country*', { kind: 'home', country: 'Canada' }],
  ])('that is a country alone sends what the visitor sees chosen: %s', async (fields, street_address) => {
    vi.stubGlobal('navigator', { ...navigator, language: 'en-CA', onLine: true })
    const { form, user, posted } = openForm({ fields })
    await form.findByRole('option', { name: 'Germany' })
    await user.type(form.getByLabelText('Email address'), 'ada@example.org')
    const country = form.getByLabelText(/Country/)
    if (street_address) await waitFor(() => expect(country).toHaveProperty('value', 'Canada'))
    await user.click(form.getByRole('button'))
    await waitFor(() => expect(posted).toHaveLength(1))
    expect(posted[0]?.['street_address']).toEqual(street_address)
    expect(country).toHaveProperty('value', street_address ? 'Canada' : '')
  })

  it('keeps the initial country', async () => {
    const given = openForm({ fields: 'address' }, [], { values: { 'street_address.country': ['Japan'] } })
    await given.form.findByRole('option', { name: 'Germany' })
    await given.user.type(given.form.getByLabelText('Email address'), 'a')
    await given.form.findByLabelText('Prefecture')
    expect(given.form.getByLabelText('Country')).toHaveProperty('value', 'Japan')
  })

  it('lets the visitor write the country where no list of them can be had', async () => {
    const { form } = openForm({ fields: 'address' }, [], {
      load: (name) => (name === 'countries' ? Promise.reject(new Error('blocked')) : load(name)),
    })
    await waitFor(() => expect(form.getByRole('textbox', { name: 'Country' })).toBeTruthy())
  })
})

describe('a form whose further code cannot be had', () => {
  it('says that the relay cannot be reached while the browser is offline', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const { form, user } = openForm({}, [], { load: () => Promise.reject(new Error('offline')) })
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    await waitFor(() => expect(form.getByRole('alert').textContent).toMatch(/couldn’t connect/))
  })

  it('is posted as it would be without script while there is a network', async () => {
    const submit = vi.spyOn(HTMLFormElement.prototype, 'submit').mockReturnValue()
    const { form, user } = openForm({}, [], { load: () => Promise.reject(new Error('blocked')) })
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    await waitFor(() => expect(submit).toHaveBeenCalledOnce())
    expect(form.getByRole('form').getAttribute('action')).toBe('https://relay.example/v1/signups?lists=x')
  })
})

describe('a group of choices', () => {
  const SETTINGS = {
    lists: `${NEWSLETTER}=Newsletter,${EVENTS}=Events`,
    'list-choice': '',
    'custom-fields': JSON.stringify([
      { id: customFieldId(6), label: 'Interests', type: 'checkbox', options: ['Bread', 'Tea'], help: 'Any.' },
      {
        id: customFieldId(9),
        label: 'Sourdough or yeast',
        type: 'radio',
        options: ['Sourdough', 'Yeast'],
        required: true,
      },
      { id: customFieldId(7), label: 'Wholesale customer', type: 'checkbox' },
      { id: customFieldId(5), label: 'Size', type: 'checkbox', options: ['One', 'Two'], required: true },
    ]),
  }

  it('says beforehand that one is needed, and what is optional', () => {
    const { form } = openForm(SETTINGS)
    const groups = form.getAllByRole('group')
    expect(
      groups.map((group) => [group.querySelector('legend')?.textContent, describedBy(form, group)]),
    ).toEqual([
      ['Interests (optional)', ['Any.']],
      ['Sourdough or yeast', []],
      ['Size', ['Choose at least one.']],
      ['What would you like to receive?', ['Choose at least one.']],
    ])
    expect(form.getByRole('checkbox', { name: 'Wholesale customer (optional)' })).toBeTruthy()
  })

  it('is wrong as a whole: its fieldset is described, and no radio or box is marked', async () => {
    const { form, user, focused } = openForm(SETTINGS)
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    const summary = await form.findByRole('region', { name: 'There is a problem' })
    expect(describedBy(form, form.getByRole('group', { name: 'Sourdough or yeast' }))).toEqual([
      'Choose an option for “Sourdough or yeast”.',
    ])
    expect(describedBy(form, form.getByRole('group', { name: 'Size' }))).toEqual([
      'Choose at least one.',
      'Choose at least one option for “Size”.',
    ])
    const boxes = [...form.getAllByRole('checkbox'), ...form.getAllByRole('radio')]
    const marks = ['aria-invalid', 'aria-describedby']
    expect(boxes.filter((box) => marks.some((mark) => box.hasAttribute(mark)))).toEqual([])
    for (const [sentence, name] of [
      ['Choose an option for “Sourdough or yeast”.', 'Sourdough'],
      ['Choose at least one option for “Size”.', 'One'],
      ['Choose what you would like to receive.', 'Newsletter'],
    ] as const) {
      await user.click(within(summary).getByRole('link', { name: sentence }))
      expect(focused()).toBe(form.getByLabelText(name))
    }
  })
})

describe('what a page is told', () => {
  it('is each moment, without a word of what was typed', async () => {
    const { form, user, events } = openForm({}, [refusal(503, 'unavailable'), CREATED])
    await user.click(form.getByRole('button'))
    await form.findByText(/Enter your email/)
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    await waitFor(() => expect(events.at(-1)?.type).toBe('signup-widget:error'))
    await user.click(form.getByRole('button'))
    await waitFor(() => expect(events.at(-1)?.type).toBe('signup-widget:success'))
    expect(events.map(({ type, detail }) => [type.replace('signup-widget:', ''), detail])).toEqual([
      ['ready', { v: 1 }],
      ['invalid', { v: 1, fields: ['email_address'] }],
      ['start', { v: 1 }],
      ['submit', { v: 1 }],
      ['error', { v: 1, code: 'unavailable' }],
      ['submit', { v: 1 }],
      ['success', { v: 1, action: 'created' }],
    ])
    expect(events.every(({ bubbles, composed }) => bubbles && composed)).toBe(true)
  })

  it('stops the form where the page prevents the submit', async () => {
    const { form, user, host, posted, state } = openForm()
    host.addEventListener('signup-widget:submit', (event) => event.preventDefault())
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([posted, state()]).toEqual([[], 'editing'])
  })

  it('goes where the site says, unless the page goes elsewhere', async () => {
    const assign = vi.spyOn(location, 'assign').mockImplementation(() => {})
    for (const prevents of [false, true]) {
      const { form, user, host, events } = openForm({ 'redirect-url': 'https://site.example/thanks' })
      host.addEventListener('signup-widget:redirect', (event) => prevents && event.preventDefault())
      await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
      await waitFor(() => expect(events.at(-1)?.detail).toEqual({ v: 1, url: 'https://site.example/thanks' }))
    }
    expect(assign.mock.calls).toEqual([['https://site.example/thanks']])
    assign.mockRestore()
  })

  it('calls the functions that the site has named', async () => {
    const heard: string[] = []
    vi.stubGlobal('onSigned', ({ detail }: CustomEvent) => heard.push(detail.action))
    const { form, user } = openForm({ 'on-success': 'onSigned', 'on-error': 'nobody' })
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    await waitFor(() => expect(heard).toEqual(['created']))
  })
})

describe('the placeholder of a form', () => {
  it('is empty again, and told nothing more, after the form was taken out', async () => {
    const { host, form, user, unmount, events, state } = openForm({}, ['never'])
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    await waitFor(() => expect(state()).toBe('sending'))
    unmount()
    // What the page itself has put there is seen again.
    expect([host.shadowRoot?.innerHTML, state()]).toEqual(['<slot></slot>', null])
    expect(events.at(-1)?.type).toBe('signup-widget:submit')
  })

  it('is not empty to a page whose style sheet hides what is, and nowhere else', async () => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const { host } = openForm()
    await nextFrame()
    expect(host.textContent).toBe('')
    const style = document.createElement('style')
    style.textContent = 'div:empty { display: none }'
    document.body.append(style)
    const hidden = openForm().host
    await nextFrame()
    expect(hidden.textContent?.trim()).not.toBe('')
  })

  it('is not empty once such a style sheet has come later', () => {
    const loading = vi.spyOn(document, 'readyState', 'get').mockReturnValue('interactive')
    const { host } = openForm()
    loading.mockRestore()
    const style = document.createElement('style')
    style.textContent = 'div:empty { display: none }'
    document.body.append(style)
    dispatchEvent(new Event('load'))
    expect(host.textContent?.trim()).not.toBe('')
  })

  it('keeps letters from the page’s own shortcuts, and nothing else', async () => {
    const { form, user } = openForm()
    const heard: string[] = []
    const listen = ({ key }: KeyboardEvent) => heard.push(key)
    document.addEventListener('keydown', listen)
    await user.type(form.getByLabelText('Email address'), 'a/{Escape}{Control>}a{/Control}')
    document.removeEventListener('keydown', listen)
    expect(heard).toEqual(['Escape', 'Control', 'a'])
  })

  it('keeps the reserved height until the form has done its work', async () => {
    const { host, form, user } = openForm({ height: '420' })
    expect(host.style.minHeight).toBe('420px')
    await user.type(form.getByLabelText('Email address'), 'ada@example.org{Enter}')
    await form.findByText(/Thank you/)
    expect(host.style.minHeight).toBe('')
  })

  it('holds the form itself where the site wants no isolation, instead of what stood there', () => {
    const { host, form } = openForm({ isolation: 'none' })
    expect(host.shadowRoot).toBeNull()
    expect(host.contains(form.getByRole('button'))).toBe(true)
  })
})
