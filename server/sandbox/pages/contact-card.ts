import { html } from 'hono/html'
import type { Contact, Permission } from '../account/contacts.ts'
import type { State } from '../state.ts'
import type { Markup } from './layout.ts'
import { timeTag } from './time-tag.ts'

const PERMISSION: Record<Permission, [label: string, tone: 'good' | 'warn' | 'bad' | '']> = {
  explicit: ['Can be mailed', 'good'],
  implicit: ['Can be mailed (implicit)', 'good'],
  not_set: ['Permission not set', ''],
  pending_confirmation: ['Awaiting confirmation', 'warn'],
  temp_hold: ['On hold', 'warn'],
  unsubscribed: ['Unsubscribed', 'bad'],
}
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
]
const MONTH_NAMES = [...MONTHS, 'November', 'December']

/** A contact with all its properties; lists and custom fields are shown by name. */
export function contactCard(contact: Contact, { lists, custom_fields, now }: State): Markup {
  const { email_address, deleted_at } = contact
  const [label, tone] = PERMISSION[email_address.permission_to_send]
  const listName = (id: string) => lists.find((list) => list.list_id === id)?.name ?? id
  const fieldLabel = (id: string) => custom_fields.find((field) => field.custom_field_id === id)?.label ?? id
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ')
  const facts = [
    ...standardFacts(contact),
    ...contact.custom_fields.map((field): Fact => [fieldLabel(field.custom_field_id), field.value]),
  ]
  return html`<article class="card contact" id="contact-${contact.contact_id}">
  <div class="top"><h3>${email_address.address}</h3>
    ${deleted_at === undefined ? html`<span class="pill ${tone}">${label}</span>` : html`<span class="pill bad">Deleted</span>`}</div>
  ${name === '' ? '' : html`<p class="name" dir="auto">${name}</p>`}
  ${contact.list_memberships.length === 0 ? '' : tags(contact.list_memberships.map(listName))}
  ${facts.length === 0 ? '' : html`<dl class="facts">${facts.map(fact)}</dl>`}
  <p class="stamp">Created ${timeTag(contact.created_at, now)}, updated ${timeTag(contact.updated_at, now)}
    <br><code>${contact.contact_id}</code></p>
</article>`
}

type Fact = [label: string, value: string]

function standardFacts(contact: Contact): Fact[] {
  const { birthday_month: month, birthday_day: day } = contact
  const birthday = month === undefined || day === undefined ? undefined : `${day} ${MONTH_NAMES[month - 1]}`
  const facts: [string, string | undefined][] = [
    ['Job title', contact.job_title],
    ['Company', contact.company_name],
    ...contact.phone_numbers.map((phone): Fact => ['Phone', phone.phone_number]),
    ['Birthday', birthday],
    ['Anniversary', contact.anniversary],
    ...contact.street_addresses.map((address): Fact => [`Address (${address.kind})`, addressLines(address)]),
  ]
  return facts.flatMap(([label, value]): Fact[] =>
    value === undefined || value === '' ? [] : [[label, value]],
  )
}

function addressLines({
  street,
  city,
  state,
  postal_code,
  country,
}: Contact['street_addresses'][number]): string {
  return [street, [postal_code, city, state].filter(Boolean).join(' '), country].filter(Boolean).join('\n')
}

function tags(names: string[]): Markup {
  return html`<ul class="tags" aria-label="Lists">${names.map((name) => html`<li class="tag">${name}</li>`)}</ul>`
}

function fact([label, value]: Fact): Markup {
  return html`<div><dt>${label}</dt><dd dir="auto">${value}</dd></div>`
}
