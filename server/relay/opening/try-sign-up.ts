import { createAdmission, NO_CUSTOM_FIELDS } from '../../admission/admission.ts'
import { createProofs } from '../../admission/proof/proof.ts'
import { createRequireProof } from '../../admission/proof/require-proof.ts'
import { createUsedProofs } from '../../admission/proof/used-proofs.ts'
import { createRates } from '../../admission/rate/rates.ts'
import type { AdmissionRules } from '../../admission/rules.ts'
import type { Trial, TrySignUp } from '../../console/account/trial.ts'
import { signUpForm } from '../../constant-contact/api/sign-up-form.ts'
import { PATHS } from '../../contract.ts'
import { storeFault } from '../../operator/probe.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Relay } from './open.ts'

type Parts = { settings: Settings; relay: Relay; rules: AdmissionRules }

/**
 * Lets a made-up sign-up through the same admission as a real one, from the first of the owner's sites. Nothing is recorded, so
 * nothing can be delivered, and visitors' limits do not count it.
 */
export function createTrySignUp({ settings, relay, rules }: Parts): TrySignUp {
  const { SECRET_KEY: secretKeys, PROOF_OF_WORK: proofOfWork, EXISTING_CONTACTS: policy } = settings
  const { database, isDayShort, confirmation, probe, tokens } = relay
  const [pattern = settings.PUBLIC_URL] = settings.ALLOWED_ORIGINS
  const { origin } = new URL(pattern.replace('*.', 'www.'))

  async function admissionOf(email: string, list: string): Promise<Trial['admission']> {
    const admit = createAdmission({
      rules,
      limitNetwork: () => ({ kind: 'within', busy: false }),
      requireProof: createRequireProof({
        ...{ proofOfWork, isDayShort },
        rates: createRates({ perNetwork: 0, perDay: settings.CTCT_PER_DAY, now: Date.now }),
        proofs: createProofs({ secretKeys, now: Date.now, used: createUsedProofs(database) }),
      }),
      readCustomFields: () => NO_CUSTOM_FIELDS,
      hasApiKey: () => false,
      confirmsByMail: confirmation.asks,
    })
    const body = JSON.stringify({
      email_address: email,
      list_memberships: [list],
      consent: { given: true, text: 'A trial of the owner’s' },
      page: `${origin}/`,
    })
    const headers = { 'content-type': 'application/json', origin }
    const request = new Request(settings.PUBLIC_URL + PATHS.signups, { method: 'POST', headers, body })
    const admitted = await admit(request, undefined)
    if (admitted.kind === 'admitted') return { kind: 'admitted', form: signUpForm(admitted.signUp) }
    const { refusal } = admitted
    return refusal.code === 'proof_required' ? { kind: 'proof' } : { kind: 'refused', refusal }
  }

  return async ({ email, list }) => ({
    ...{ origin, policy },
    admission: await admissionOf(email, list),
    storeFault: await storeFault(probe),
    connection: await tokens.status(),
  })
}
