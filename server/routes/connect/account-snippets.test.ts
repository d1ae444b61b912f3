import { describe, expect, it } from 'vitest'
import { readCustomFields } from '../../../widget/configuration/custom-fields.ts'
import { customFieldsAttribute, listsAttribute } from './account-snippets.ts'

const LIST = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const OTHER = 'd13d60d1-f256-11e8-b47d-fa163e56c9b0'
const FIELD = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'

/** The fields that a form shows with the attribute. */
function shown(fields: Parameters<typeof customFieldsAttribute>[0]) {
  const text = customFieldsAttribute(fields) ?? ''
  return readCustomFields(text.replace(/^data-custom-fields='/, '').replace(/'$/, ''))
}

describe('the attribute to paste', () => {
  it('names lists, with commas in names encoded', () => {
    expect(
      listsAttribute([
        { id: LIST, name: 'Newsletter' },
        { id: OTHER, name: ' Events,\n tastings ' },
      ]),
    ).toBe(`data-lists='${LIST}=Newsletter,\n  ${OTHER}=Events%2C tastings'`)
  })

  it('stays one attribute whatever a list is called', () => {
    expect(listsAttribute([{ id: LIST, name: `Rye & "Juniper's" <b>` }])).toBe(
      `data-lists='${LIST}=Rye &amp; "Juniper&#39;s" &lt;b>'`,
    )
  })

  it('names custom fields as the form reads them', () => {
    const fields = shown([
      { id: FIELD, label: 'Favourite loaf', type: 'string', choices: [] },
      { id: LIST, label: 'How did you hear', type: 'single_select', choices: ['A friend', 'Online'] },
      { id: OTHER, label: 'Later kind', type: 'hologram', choices: [] },
    ])
    expect(fields).toMatchObject([
      { id: FIELD, type: 'text', label: 'Favourite loaf' },
      { id: LIST, type: 'select', options: [{ value: 'A friend' }, { value: 'Online' }] },
      { id: OTHER, type: 'text' },
    ])
  })

  it.each([
    ['string', undefined, { type: 'text' }],
    ['text_area', undefined, { type: 'textarea' }],
    ['date', undefined, { type: 'date' }],
    ['datetime', undefined, { type: 'date' }],
    ['number', undefined, { type: 'number' }],
    ['currency', undefined, { type: 'number' }],
    ['boolean', undefined, { type: 'checkbox', options: [] }],
    ['single_select', 'dropdown', { type: 'select', options: [{ value: 'Rye' }, { value: 'Tea, coffee' }] }],
    ['single_select', 'radio', { type: 'radio', options: [{ value: 'Rye' }, { value: 'Tea, coffee' }] }],
    ['multi_select', 'checkbox', { type: 'checkbox', options: [{ value: 'Rye' }, { value: 'Tea, coffee' }] }],
  ])(
    'shows a field of the kind %s (%s) in a way whose value Constant Contact accepts',
    (type, display, expected) => {
      const choices = type.endsWith('_select') ? ['Rye', 'Tea, coffee'] : []
      const field = { id: FIELD, label: 'A field', type, choices, ...(display !== undefined && { display }) }
      expect(shown([field])).toMatchObject([expected])
    },
  )

  it('can be read by the form whatever the account holds', () => {
    const select = (id: string, choices: string[]) => ({ id, label: 'Loaf', type: 'single_select', choices })
    const many = Array.from({ length: 60 }, (_, n) => ({
      id: `${String(n).padStart(8, '0')}-f256-11e8-b47d-fa163e56c9b0`,
      label: `Field ${n}`,
      type: 'string',
      choices: [],
    }))
    expect(shown([select(FIELD, []), select(LIST, [' Rye', 'Rye ', ' ', 'x'.repeat(256)])])).toMatchObject([
      { id: LIST, options: [{ value: 'Rye' }] },
    ])
    expect(shown([{ id: FIELD, label: ' ', type: 'string', choices: [] }, ...many])).toHaveLength(50)
    expect(customFieldsAttribute([select(FIELD, [])])).toBeUndefined()
  })
})
