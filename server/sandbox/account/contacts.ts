export const PERMISSIONS = [
  'explicit',
  'implicit',
  'not_set',
  'pending_confirmation',
  'temp_hold',
  'unsubscribed',
] as const
export type Permission = (typeof PERMISSIONS)[number]
type Source = 'Contact' | 'Account'

/** A contact as the API returns it: times in ISO 8601, sub-resources as arrays. */
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
  /** YYYY-MM-DD, whatever format it was sent in. */
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

type StreetAddress = {
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
  /** Saves a contact, replacing the one with the same address. */
  save(contact: Contact): void
  /** Most recently changed last. */
  all(): Contact[]
  count(): number
  clear(): void
}

/** The key that identifies a contact: its address, trimmed and in lower case. */
export function contactKey(address: string): string {
  return address.trim().toLowerCase()
}

export function createContacts(onChange: () => void): Contacts {
  const byKey = new Map<string, Contact>()
  const keyOfId = new Map<string, string>()
  return {
    byKey: (key) => byKey.get(key),
    byId(id) {
      const key = keyOfId.get(id.toLowerCase())
      return key === undefined ? undefined : byKey.get(key)
    },
    save(contact) {
      const key = contactKey(contact.email_address.address)
      const earlier = byKey.get(key)
      if (earlier !== undefined) keyOfId.delete(earlier.contact_id)
      byKey.delete(key)
      byKey.set(key, contact)
      keyOfId.set(contact.contact_id, key)
      onChange()
    },
    all: () => [...byKey.values()],
    count: () => byKey.size,
    clear() {
      byKey.clear()
      keyOfId.clear()
    },
  }
}
