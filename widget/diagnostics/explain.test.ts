// @vitest-environment node
import { expect, it } from 'vitest'
import { customFieldId, NEWSLETTER } from '../testing/settings.ts'
import { explain } from './explain.ts'

it.each<[string, string, string]>([
  ['lists', '', 'data-lists is missing'],
  ['lists', 'abc=News', 'names “abc”, which is not a list id'],
  [
    'lists',
    `${NEWSLETTER};fields=first_name`,
    'contains another setting, fields: separate them by a plain &',
  ],
  ['lists', `${NEWSLETTER}&fields=first_name`, 'contains another setting, fields: separate them'],
  ['lists', `${NEWSLETTER}&amp;data-title=News`, 'contains another setting, title: separate them'],
  ['lists', `${NEWSLETTER}=News & more`, 'has a list without a label'],
  ['lists', `${NEWSLETTER},${NEWSLETTER}`, 'names a list twice'],
  ['lists', `${NEWSLETTER}`, 'has a list without a label'],
  ['theme', 'blue', 'data-theme cannot be “blue”. Write one of auto light dark none.'],
  ['custom-fields', '{', 'is not a JSON array'],
  [
    'custom-fields',
    JSON.stringify([{ id: customFieldId(1), label: 'a', type: 'text' }, { id: 'x' }]),
    'in entry 2: its id',
  ],
  ['custom-fields', JSON.stringify([{ id: customFieldId(1), type: 'text' }]), 'it has no label'],
  [
    'custom-fields',
    JSON.stringify([{ id: customFieldId(1), label: 'a', type: 'select' }]),
    'a select needs options',
  ],
])('says what is wrong with data-%s %s', (attribute, text, problem) => {
  expect(explain({ attribute, text })).toContain(problem)
})
