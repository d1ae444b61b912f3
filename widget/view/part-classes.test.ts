import { waitFor } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { openForm } from '../testing/form.ts'
import { configurationOf, EVENTS, NEWSLETTER } from '../testing/settings.ts'
import { readClasses } from './part-classes.ts'

afterEach(() => document.body.replaceChildren())

const FIELDS = {
  title: 'News',
  description: 'Once a week.',
  lists: `${NEWSLETTER}=News,${EVENTS}=Events`,
  'list-choice': '',
  fields: 'first_name* birthday',
  theme: 'none',
}

/** A form whose page says this of its classes. */
function open(attributes: { [name: string]: string }, replies?: Parameters<typeof openForm>[1]) {
  const configuration = configurationOf(FIELDS)
  readClasses(configuration, (name) => attributes[name])
  return openForm({}, replies, { configuration })
}

/** The classes of each part in a form, the same ones once. */
function classesOf(card: HTMLElement, selector: string): string[] {
  return [...new Set([...card.querySelectorAll(selector)].map(({ className }) => className))]
}

it('gives parts the classes of the page, and the form stands in the page itself', () => {
  const { host, card } = open({
    'class-title': 'h4',
    'class-description': 'lead',
    'class-field': 'mb-3',
    'class-label': ' form-label  fw-bold ',
    'class-hint': 'form-text',
    'class-input': 'form-control',
    'class-choice': 'form-check',
    'class-box': 'form-check-input',
    'class-button': 'btn hover:bg-[#123]',
  })
  expect(host.shadowRoot).toBeNull()
  expect(classesOf(card, 'h2')).toEqual(['h4'])
  expect(classesOf(card, '[part=description]')).toEqual(['lead'])
  expect(classesOf(card, '[part~=field]')).toEqual(['mb-3'])
  expect(classesOf(card, '[part=label]')).toEqual(['form-label fw-bold'])
  expect(classesOf(card, '[part=hint]')).toEqual(['form-text'])
  expect(classesOf(card, '[name=email_address], [name=birthday_day]')).toEqual(['form-control'])
  expect(classesOf(card, 'select')).toEqual(['form-control'])
  expect(classesOf(card, '[part=choice]')).toEqual(['form-check'])
  expect(classesOf(card, '[part=box]')).toEqual(['form-check-input'])
  expect(classesOf(card, 'button')).toEqual(['btn hover:bg-[#123]'])
})

it('gives a select its own', () => {
  const { card } = open({ 'class-input': 'form-control', 'class-select': 'form-select' })
  expect(classesOf(card, 'select')).toEqual(['form-select'])
})

it('marks what is wrong for as long as it is, and gives classes to what appears later', async () => {
  const { card, form, user } = open({
    'class-invalid': 'is-invalid',
    'class-error': 'invalid-feedback',
    'class-alert': 'alert alert-danger',
    'class-success': 'alert alert-success',
  })
  await user.click(form.getByRole('button'))
  await form.findAllByText('Enter your first name.')
  await waitFor(() => expect(classesOf(card, '[part=error]')).toEqual(['invalid-feedback']))
  expect(classesOf(card, '[part=summary]')).toEqual(['alert alert-danger'])
  expect(classesOf(card, '[aria-invalid]')).toEqual(['is-invalid'])
  expect(form.getByLabelText('First name').className).toBe('is-invalid')
  await user.type(form.getByLabelText('First name'), 'Ada')
  await waitFor(() => expect(form.getByLabelText('First name').className).toBe(''))
  await user.type(form.getByLabelText('Email address'), 'ada@example.org')
  await user.click(form.getByRole('checkbox', { name: 'News' }))
  await user.click(form.getByRole('button'))
  await waitFor(() => expect(classesOf(card, '[part=success]')).toEqual(['alert alert-success']))
})

it.each([
  [{ 'class-input': 'form-control', isolation: 'shadow' }, 'form-control'],
  [{ 'class-input': ' ' }, ''],
  [{ 'class-input': 'false' }, ''],
])('leaves the form where it is asked to be, or where no part has a class: %o', (attributes, expected) => {
  const { host, card } = open(attributes)
  expect(host.shadowRoot).not.toBeNull()
  expect(classesOf(card, '[name=email_address]')).toEqual([expected])
})
