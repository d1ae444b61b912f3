import { describe, expect, test } from 'vitest'
import type { NewCustomField } from '../account/account.ts'
import { createTestSandbox } from '../test-sandbox.ts'

const custom_field_id = '00000002-f256-11e8-b47d-fa163e56c9b0'

/** How the sandbox answers a sign-up with this value in a custom field of this kind. */
async function answer(field: Partial<NewCustomField>, value: string) {
  const { sandbox, signUp } = await createTestSandbox()
  sandbox.control.putCustomFields([{ custom_field_id, label: 'A field', type: 'string', ...field }])
  return signUp({ custom_fields: [{ custom_field_id, value }] })
}

const choices = [
  'Bread',
  'Coffee, tea',
  { choice_label: 'Cake', deleted_at: '2023-12-18T00:00:00.000+00:00' },
  'Tea',
]
const money = { type: 'currency', metadata: { decimal_places: 2 } } as const

test.each<[Partial<NewCustomField>, string]>([
  [{ type: 'string' }, 'abc'],
  [{ type: 'text_area' }, 'two\nlines'],
  [{ type: 'date' }, '2024-02-29'],
  [{ type: 'datetime' }, '2024-02-29'],
  [{ type: 'datetime' }, '2024-02-29T10:00:00Z'],
  [{ type: 'number' }, '3'],
  [{ type: 'number' }, '3.5'],
  [{ type: 'number', metadata: { allow_negative: true } }, '-3'],
  [money, '12.50'],
  [{ type: 'boolean' }, 'true'],
  [{ type: 'single_select', choices }, 'Coffee, tea'],
  [{ type: 'multi_select', choices }, 'Bread'],
  [{ type: 'multi_select', choices }, 'Tea, Coffee, tea, Bread'],
])('takes %j with the value %j', async (field, value) => {
  expect(await answer(field, value)).toMatchObject({ status: 201 })
})

describe('refuses what is no value of the field, and names it', () => {
  test.each<[Partial<NewCustomField>, string, string]>([
    [{ type: 'date' }, '12/31/2024', 'date'],
    [{ type: 'date' }, '2023-02-29', 'date'],
    [{ type: 'date' }, 'soon', 'date'],
    [{ type: 'datetime' }, 'noon', 'date'],
    [{ type: 'number' }, 'abc', 'number'],
    [{ type: 'number' }, '3,5', 'number'],
    [{ type: 'number' }, '1e3', 'number'],
    [{ type: 'number' }, '+3', 'number'],
    [{ type: 'number' }, '\u0663', 'number'],
    [{ type: 'number' }, '-3', 'negative'],
    [{ type: 'number', metadata: { allow_negative: false } }, '-3', 'negative'],
    [{ type: 'number', metadata: { integer: true } }, '3.5', 'whole'],
    [money, '12.505', 'decimal places'],
    [money, '$12', 'number'],
    [{ type: 'boolean' }, 'yes', 'true or false'],
    [{ type: 'boolean' }, 'on', 'true or false'],
    [{ type: 'single_select', choices }, 'Soup', 'choices'],
    [{ type: 'single_select', choices }, 'bread', 'choices'],
    [{ type: 'single_select', choices }, 'Cake', 'choices'],
    [{ type: 'multi_select', choices }, 'Bread, Soup', 'choices'],
    [{ type: 'multi_select', choices }, 'Bread,Tea', 'choices'],
    [{ type: 'multi_select', choices }, 'Bread, Bread', 'choices'],
    [{ type: 'multi_select', choices }, 'Cake', 'choices'],
  ])('%j with the value %j', async (field, value, reason) => {
    const { status, body } = await answer(field, value)
    expect(status).toBe(400)
    expect(body).toEqual([
      {
        error_key: 'contacts.api.validation.error',
        error_message: expect.stringMatching(new RegExp(`^custom_fields: ${custom_field_id} .*${reason}`)),
      },
    ])
  })
})

test('a list that was deleted is returned with its date, and takes no sign-up', async () => {
  const { sandbox, signUp, call } = await createTestSandbox()
  const list_id = '00000001-f256-11e8-b47d-fa163e56c9b0'
  const deleted_at = '2023-12-18T00:00:00.000+00:00'
  sandbox.control.putLists([{ list_id, name: 'Old', deleted_at }])
  expect(await call('GET', '/v3/contact_lists')).toMatchObject({
    body: { lists: expect.arrayContaining([expect.objectContaining({ list_id, deleted_at })]) },
  })
  expect(await signUp({ list_memberships: [list_id] })).toMatchObject({ status: 404 })
})
