import type { Policy } from '../../delivery/policy.ts'
import { ChoiceField } from './fields.tsx'

/** The four choices of `EXISTING_CONTACTS`, each in one sentence. */
export const POLICY_CHOICES: Record<Policy, { label: string; help: string }> = {
  update: {
    label: 'Update them with what was typed',
    help: 'The simplest. Anybody who knows an address can change that contact’s name and details, and somebody who unsubscribed is subscribed again.',
  },
  complete: {
    label: 'Update them, unless they are on every list already',
    help: 'The same, but contacts who are on every list already stay as they are.',
  },
  append: {
    label: 'Add them to the lists, and change nothing else',
    help: 'What is typed never replaces what you have. Constant Contact asks those who unsubscribed whether they want to come back.',
  },
  verify: {
    label: 'Ask them by email first',
    help: 'Nothing changes until they press a button in a mail from this relay. The safest. It needs a mail server.',
  },
}

type Props = { chosen: string | undefined; fault?: string | undefined; hasMail: boolean }

/** What a sign-up may do to a contact who exists already. Nothing is chosen beforehand. */
export function ExistingContactsField({ chosen, fault, hasMail }: Props) {
  const choices = Object.entries(POLICY_CHOICES).map(([value, { label, help }]) => ({
    ...{ value, label },
    help: value === 'verify' && !hasMail ? `${help} ${NO_MAIL}` : help,
  }))
  return (
    <ChoiceField
      name="EXISTING_CONTACTS"
      kind="one"
      label="When somebody signs up who is already in your contacts"
      help="Anybody can type anybody’s address into a form."
      {...{ choices, fault, chosen: chosen === undefined ? [] : [chosen] }}
    />
  )
}

export const NO_MAIL = 'This relay has no mail server yet: set SMTP_URL and MAIL_FROM in its environment.'
