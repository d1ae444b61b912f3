import { describe, expect, it } from 'vitest'
import { readCustomFields } from '../../../widget/configuration/custom-fields.ts'
import { customFieldsAttribute, listsAttribute } from './account-snippets.ts'

const LIST = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const OTHER = 'd13d60d1-f256-11e8-b47d-fa163e56c9b0'
const FIELD = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'

describe('the attribute to paste', () => {
  it('names lists, with the commas in their names written so that they separate nothing', () => {
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
    const text = customFieldsAttribute([
      { id: FIELD, label: 'Favourite loaf', type: 'string', choices: [] },
      { id: LIST, label: 'How did you hear', type: 'single_select', choices: ['A friend', 'Online'] },
      { id: OTHER, label: 'Later kind', type: 'hologram', choices: [] },
    ])
    const json = text.replace(/^data-custom-fields='/, '').replace(/'$/, '')
    expect(readCustomFields(json)).toMatchObject([
      { id: FIELD, type: 'text', label: 'Favourite loaf' },
      { id: LIST, type: 'select', options: [{ value: 'A friend' }, { value: 'Online' }] },
      { id: OTHER, type: 'text' },
    ])
  })
})
