import type { Settings } from './settings.ts'

/** Settings that are allowed together and hardly meant so, in sentences for the log. */
export function unwiseSettings({ proofOfWork, mail, siteName, account }: Settings): string[] {
  const mailsContacts = siteName !== undefined && (mail !== undefined || account.kind === 'sandbox')
  if (proofOfWork !== 'always' || mailsContacts) return []
  return [
    'PROOF_OF_WORK=always refuses every visitor without script: with SMTP_URL, MAIL_FROM and SITE_NAME they are asked by mail instead',
  ]
}
