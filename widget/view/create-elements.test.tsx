import * as en from 'virtual:languages/en'
import { hydrate } from 'preact'
import { describe, expect, it } from 'vitest'
import { configurationOf, EVENTS, EVERY_CUSTOM_FIELD, NEWSLETTER } from '../testing/settings.ts'
import { createElements, setDateTypes } from './create-elements.ts'
import { defaultAddressFormat } from './fields/address.ts'
import { fieldsOf } from './fields/fields.ts'
import { INITIAL_STATE } from './prerendered.ts'
import { SignupForm } from './SignupForm.tsx'
import { toPreact } from './to-preact.ts'

describe('draw', () => {
  it('creates elements for every kind of field, which Preact takes over without changing any', async () => {
    const configuration = configurationOf({
      title: 'News',
      fields: 'first_name* last_name anniversary birthday address phone_number',
      'custom-fields': EVERY_CUSTOM_FIELD,
      lists: `${NEWSLETTER}=News,${EVENTS}=Events`,
      'list-choice': '',
      consent: 'Yes.',
    })
    const book = { countries: [{ value: 'Japan', label: 'Japan' }], format: defaultAddressFormat(en.labels) }
    const view = (
      <SignupForm
        {...{ configuration, labels: en.labels, dir: 'ltr', id: 'a', endpoint: '', query: '' }}
        ownPage={false}
        fields={fieldsOf(configuration, en.labels, book)}
        viewState={INITIAL_STATE.viewState}
        values={{}}
      />
    )
    const root = document.createElement('div')
    root.append(...createElements(view))
    setDateTypes(root)
    const html = root.innerHTML
    const changes: MutationRecord[] = []
    const observer = new MutationObserver((records) => changes.push(...records))
    observer.observe(root, { attributes: true, characterData: true, childList: true, subtree: true })
    hydrate(toPreact(view), root)
    changes.push(...observer.takeRecords())
    expect(changes).toEqual([])
    expect(root.innerHTML).toBe(html)
    expect(html).toContain('type="date"')
  })

  it('draws a date as a text field at first, with its value', () => {
    const [root] = createElements(
      <div>
        <input type="date" max="9999-12-31" defaultValue="2026-11-15" />
        <input type="text" value="date" />
      </div>,
    )
    if (!(root instanceof HTMLElement)) throw new Error('Nothing was drawn')
    const inputs = () => [...root.querySelectorAll('input')].map(({ type, value }) => [type, value])
    expect(inputs()).toEqual([
      ['text', '2026-11-15'],
      ['text', 'date'],
    ])
    setDateTypes(root)
    expect(inputs()).toEqual([
      ['date', '2026-11-15'],
      ['text', 'date'],
    ])
  })

  it('writes text as text', () => {
    const root = document.createElement('div')
    root.append(...createElements(['<b>', <p key="p">{'<img src=x onerror=alert(1)>'}</p>]))
    expect(root.innerHTML).toBe('&lt;b&gt;<p>&lt;img src=x onerror=alert(1)&gt;</p>')
  })
})
