import { type Configuration, readConfiguration } from '../configuration/configuration.ts'

export const NEWSLETTER = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
export const EVENTS = 'd13d60d1-f256-11e8-b47d-fa163e56c9b0'

/** The id of a custom field of the demo account, by its last digit. */
export function customFieldId(digit: number): string {
  return `1618ae62-4752-11e9-9c8a-fa163e6b01c${digit}`
}

/** What a site wrote, as a configuration; a wrong setting fails the test. */
export function configurationOf(settings: { [name: string]: string } = {}): Configuration {
  const all: { [name: string]: string } = { lists: NEWSLETTER, ...settings }
  const reading = readConfiguration((name) => all[name])
  if (!reading.configuration) throw new Error(`Not settings: ${JSON.stringify(reading.faults)}`)
  return reading.configuration
}

/** One of each kind of custom field, as `data-custom-fields` says them. */
export const EVERY_CUSTOM_FIELD = JSON.stringify([
  { id: customFieldId(1), label: 'Favourite loaf', type: 'text', help: 'The one you would walk a mile for.' },
  { id: customFieldId(2), label: 'Anything we should know', type: 'textarea' },
  { id: customFieldId(3), label: 'First visit', type: 'date' },
  { id: customFieldId(4), label: 'People in your household', type: 'number' },
  {
    id: customFieldId(5),
    label: 'How did you hear about us',
    type: 'select',
    options: ['A friend', 'Online'],
  },
  {
    id: customFieldId(6),
    label: 'What interests you',
    type: 'checkbox',
    options: ['Bread', 'Pastry', 'Coffee'],
  },
  { id: customFieldId(9), label: 'Sourdough or yeast', type: 'radio', options: ['Sourdough', 'Yeast'] },
  { id: customFieldId(7), label: 'Wholesale customer', type: 'checkbox' },
  { id: customFieldId(8), label: 'Source', type: 'hidden', value: 'demo' },
])
