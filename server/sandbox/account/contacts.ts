export const PERMISSIONS = [
  'explicit',
  'implicit',
  'not_set',
  'pending_confirmation',
  'temp_hold',
  'unsubscribed',
] as const
export type Permission = (typeof PERMISSIONS)[number]
export type Source = 'Contact' | 'Account'

/** A contact as the API answers it: times in ISO 8601, sub-resources as arrays. */
export type Contact = {
  contact_id: string
  email_address: {
    address: string
    permission_to_send: Permission
    confirm_status: 'off' | 'pending' | 'confirmed'
    created_at: string
    updated_at: string
    opt_in_source?: Source
    opt_in_date?: string
    opt_out_source?: Source
    opt_out_date?: string
  }
  first_name?: string | undefined
  last_name?: string | undefined
  job_title?: string | undefined
  company_name?: string | undefined
  birthday_month?: number | undefined
  birthday_day?: number | undefined
  /** YYYY-MM-DD, in whichever form it was sent. */
  anniversary?: string | undefined
  create_source: Source
  update_source: Source
  created_at: string
  updated_at: string
  deleted_at?: string | undefined
  list_memberships: string[]
  custom_fields: { custom_field_id: string; value: string }[]
  phone_numbers: {
    phone_number_id: string
    phone_number: string
    kind: 'home' | 'work' | 'mobile' | 'other'
  }[]
  street_addresses: ({ street_address_id: string } & StreetAddress)[]
  sms_channel?: Record<string, unknown>
}

export type StreetAddress = {
  kind: 'home' | 'work' | 'other'
  street?: string | undefined
  city?: string | undefined
  state?: string | undefined
  postal_code?: string | undefined
  country?: string | undefined
}

export type Contacts = {
  byKey(key: string): Contact | undefined
  byId(id: string): Contact | undefined
  /** Keeps a contact in place of the one with the same address. */
  keep(contact: Contact): void
  /** All of them, the most lately changed last. */
  all(): Contact[]
  count(): number
  clear(): void
}

/** What makes two addresses one contact: the address trimmed and in lower case. */
export function contactKey(address: string): string {
  return address.trim().toLowerCase()
}

export function createContacts(changed: () => void): Contacts {
  const byKey = new Map<string, Contact>()
  const keyOfId = new Map<string, string>()
  return {
    byKey: (key) => byKey.get(key),
    byId(id) {
      const key = keyOfId.get(id.toLowerCase())
      return key === undefined ? undefined : byKey.get(key)
    },
    keep(contact) {
      const key = contactKey(contact.email_address.address)
      const earlier = byKey.get(key)
      if (earlier !== undefined) keyOfId.delete(earlier.contact_id)
      byKey.delete(key)
      byKey.set(key, contact)
      keyOfId.set(contact.contact_id, key)
      changed()
    },
    all: () => [...byKey.values()],
    count: () => byKey.size,
    clear() {
      byKey.clear()
      keyOfId.clear()
    },
  }
}
