import { pino } from 'pino'
import { createAdmission } from '../../../server/admission/admission.ts'
import { createApiKeys } from '../../../server/admission/api-keys.ts'
import { createOrigins } from '../../../server/admission/origins.ts'
import { createProofs } from '../../../server/admission/proof/proof.ts'
import { createRequireProof } from '../../../server/admission/proof/require-proof.ts'
import { createNetworkLimit } from '../../../server/admission/rate/network-limit.ts'
import { createNetworks } from '../../../server/admission/rate/networks.ts'
import { createRates } from '../../../server/admission/rate/rates.ts'
import { createClient } from '../../../server/constant-contact/api/client.ts'
import { signUpForm } from '../../../server/constant-contact/api/sign-up-form.ts'
import { listen } from '../../../server/http/listen.ts'
import { createApp } from '../../../server/routes/app.ts'
import { formAnswers } from '../../../server/routes/form/form-answers.ts'
import { signUpRoutes } from '../../../server/routes/sign-ups.ts'
import type { Submit } from '../../../server/routes/submit.ts'
import { inMemoryUsedProofs } from '../../../server/testing/used-proofs.ts'
import { API_KEY, LIST } from '../../faults/account-settings.ts'

/** Calls the vendor at once and stores nothing: what a sign-up costs where it may be lost. */
function forward(apiUrl: string, accessToken: string): Submit {
  const client = createClient({ apiUrl, fetch })
  return async (signUp) => {
    const { kind } = await client.signUp(accessToken, signUpForm(signUp))
    return kind === 'created' || kind === 'updated' ? kind : 'accepted'
  }
}

/** Serves the relay's own route, with something else behind it. */
async function route(port: number, submit: Submit): Promise<void> {
  const log = pino({ base: null })
  const origins = createOrigins({ patterns: [], publicUrl: `http://127.0.0.1:${port}`, loopback: false })
  const rules = { origins, lists: [LIST], brand: { site: 'bench' }, publicPath: '' }
  const now = Date.now
  const rates = createRates({ perNetwork: 0, now })
  const requireProof = createRequireProof({
    ...{ rates, proofOfWork: 'off', isDayShort: () => false },
    proofs: createProofs({ secretKeys: ['x'.repeat(32)], used: inMemoryUsedProofs(), now }),
  })
  const admit = createAdmission({
    ...{ rules, requireProof, confirmsByMail: false },
    readCustomFields: () => ({ fields: {}, faults: {} }),
    hasApiKey: createApiKeys([API_KEY]),
    limitNetwork: createNetworkLimit({ networks: createNetworks([]), rates, log }),
  })
  const routes = signUpRoutes({
    ...{ admit, submit, patienceMs: 0, answers: formAnswers(rules) },
    message: () => 'Thank you.',
  })
  await listen(createApp({ log, now, routes: [routes] }), { port, host: '127.0.0.1' })
}

const [, , kind, ...rest] = process.argv
const port = Number(rest.at(-1))
const [apiUrl = '', accessToken = ''] = rest
await route(port, kind === 'forward' ? forward(apiUrl, accessToken) : async () => 'accepted')
