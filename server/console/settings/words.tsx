import type { ComponentChildren } from 'preact'
import { POLICIES } from '../../delivery/policy.ts'
import { count } from '../../operator/format.ts'
import { abbreviate } from '../../settings/stored/abbreviate.ts'
import type { OwnerSetting } from '../../settings/stored/owner-settings.ts'
import type { ShownSetting } from '../../settings/stored/show-settings.ts'
import { POLICY_CHOICES } from '../components/existing-contacts.tsx'
import { type ListNames, namesOf } from '../list-names.ts'
import { itemsOf } from '../settings-view.ts'

/** What a setting is called in the console, and what it does. */
export const ABOUT: Record<OwnerSetting, { label: string; about: string }> = {
  PUBLIC_URL: {
    label: 'Address of this relay',
    about: 'Where your visitors’ browsers reach it. Links in pages and mails begin with it.',
  },
  ALLOWED_ORIGINS: {
    label: 'Sites that may show the form',
    about: 'A form on any other site is refused.',
  },
  ALLOWED_LISTS: {
    label: 'Lists open to sign-ups',
    about: 'A form can name only these. If you close a list, it still gets the sign-ups that came before.',
  },
  EXISTING_CONTACTS: {
    label: 'Existing contacts',
    about: 'What a sign-up does to somebody who is already in your contacts.',
  },
  CONFIRMED_OPT_IN: {
    label: 'Confirmed Opt-In',
    about: 'Whether Constant Contact asks your new contacts by mail to confirm.',
  },
  REVEAL_OUTCOME: {
    label: 'What visitors read',
    about: 'Whether they read that an address is new, or was on the list already.',
  },
  SITE_NAME: { label: 'Name of your site', about: 'On the form’s own page, and in mails.' },
  SITE_URL: { label: 'Address of your site', about: 'Where the relay’s pages lead back to.' },
  BRAND_ACCENT: { label: 'Colour of buttons', about: 'On the relay’s pages, and in mails.' },
  BRAND_LOGO: { label: 'Logo', about: 'On the relay’s pages, and in mails.' },
  ALERT_EMAIL: {
    label: 'Mail alerts to',
    about: 'Once when something goes wrong, and once when it is resolved.',
  },
  ALERT_WEBHOOK: {
    label: 'Post alerts to',
    about: 'A web address (webhook) that accepts them, such as one of a chat.',
  },
  RETENTION_HOURS: {
    label: 'What was typed',
    about: 'How long it is kept after it was delivered.',
  },
  CONSENT_RETENTION_DAYS: {
    label: 'Consents',
    about: 'How long the relay remembers who agreed to which sentence.',
  },
  CTCT_CLIENT_ID: {
    label: 'Application id',
    about: 'The application at Constant Contact through which this relay adds contacts.',
  },
  CTCT_CLIENT_SECRET: { label: 'Application secret', about: 'With PKCE there is none.' },
}

/** What the two values of a choice mean. */
export const FLAGS = {
  CONFIRMED_OPT_IN: { true: 'On', false: 'Off' },
  REVEAL_OUTCOME: {
    true: 'What became of their sign-up',
    false: 'The same for everybody',
  },
} as const

/** A value in words; undefined if there is none. Secrets are never shown. */
export function valueInWords(
  { name, value, secret, isSet, isUnreadable }: ShownSetting,
  listNames?: ListNames,
): ComponentChildren | undefined {
  if (isUnreadable)
    return <span class="error">It cannot be decrypted with the relay’s key. Enter it again.</span>
  if (secret) return isSet ? 'Set, and never shown' : undefined
  return value === undefined || value === '' ? undefined : <Words {...{ name, value, listNames }} />
}

/** `1,095`; what is no number stays as it is. */
const inDigits = (value: string) => (/^\d+$/.test(value) ? count(Number(value)) : value)

type WordsProps = { name: OwnerSetting; value: string; listNames?: ListNames | undefined }

/** The same for a value by itself. Lists are shown by their ids where no name is known. */
export function Words({ name, value, listNames = new Map() }: WordsProps) {
  switch (name) {
    case 'EXISTING_CONTACTS': {
      const policy = POLICIES.find((known) => known === value)
      return <>{policy === undefined ? value : POLICY_CHOICES[policy].label}</>
    }
    case 'CONFIRMED_OPT_IN':
    case 'REVEAL_OUTCOME':
      return <>{value === 'true' || value === 'false' ? FLAGS[name][value] : value}</>
    case 'ALLOWED_ORIGINS':
      return <bdi class="lines">{itemsOf(value).join('\n')}</bdi>
    case 'ALLOWED_LISTS':
      return <bdi>{namesOf(itemsOf(value), listNames)}</bdi>
    case 'RETENTION_HOURS':
      return <>{inDigits(value)} hours</>
    case 'CONSENT_RETENTION_DAYS':
      return <>{inDigits(value)} days</>
    default:
      return <bdi>{abbreviate(value)}</bdi>
  }
}
