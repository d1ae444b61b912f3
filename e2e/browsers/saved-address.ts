import { SAVED } from './engine.ts'

/** The address for Chromium to fill in, by its own field names. */
export const CHROMIUM_ADDRESS = {
  fields: Object.entries({
    NAME_FULL: `${SAVED.first_name} ${SAVED.last_name}`,
    NAME_FIRST: SAVED.first_name,
    NAME_LAST: SAVED.last_name,
    COMPANY_NAME: SAVED.company_name,
    EMAIL_ADDRESS: SAVED.email_address,
    PHONE_HOME_WHOLE_NUMBER: SAVED.phone_number,
    ADDRESS_HOME_STREET_ADDRESS: SAVED.street,
    ADDRESS_HOME_CITY: SAVED.city,
    ADDRESS_HOME_STATE: SAVED.state,
    ADDRESS_HOME_ZIP: SAVED.postal_code,
    ADDRESS_HOME_COUNTRY: SAVED.country,
  }).map(([name, value]) => ({ name, value })),
}

/** Preferences without which Firefox under a driver saves and fills in no addresses. */
export const FIREFOX_PREFERENCES = {
  'remote.prefs.recommended': false,
  'extensions.formautofill.addresses.supported': 'on',
  'extensions.formautofill.addresses.enabled': true,
}

/** The file in Firefox's profile that holds the addresses its owner has saved. */
export function firefoxAddresses(): string {
  const address = {
    guid: 'signup000001',
    version: 1,
    'given-name': SAVED.first_name,
    'family-name': SAVED.last_name,
    name: `${SAVED.first_name} ${SAVED.last_name}`,
    organization: SAVED.company_name,
    email: SAVED.email_address,
    tel: SAVED.phone_number,
    'street-address': SAVED.street,
    'address-level2': SAVED.city,
    'address-level1': SAVED.state,
    'postal-code': SAVED.postal_code,
    country: SAVED.country,
    timeCreated: 0,
    timeLastUsed: 0,
    timeLastModified: 0,
    timesUsed: 0,
  }
  return JSON.stringify({ version: 1, addresses: [address], creditCards: [] })
}
