import { createServer } from 'node:http'
import { pino } from 'pino'
import { createAdmission } from '../../../server/admission/admission.ts'
import { createApiKeys } from '../../../server/admission/api-keys.ts'
import { createOrigins } from '../../../server/admission/origins.ts'
import { createProofs } from '../../../server/admission/proof/proof.ts'
import { createRequireProof } from '../../../server/admission/proof/require-proof.ts'
import { createUsedProofs } from '../../../server/admission/proof/used-proofs.ts'
import { createNetworks } from '../../../server/admission/rate/networks.ts'
import { createRates } from '../../../server/admission/rate/rates.ts'
import { createClient } from '../../../server/constant-contact/api/client.ts'
import { signUpForm } from '../../../server/constant-contact/api/sign-up-form.ts'
import { listen } from '../../../server/http/listen.ts'
import { createApp } from '../../../server/routes/app.ts'
import { formAnswers } from '../../../server/routes/form/form-answers.ts'
import { signUpRoutes } from '../../../server/routes/sign-ups.ts'
import type { Submit } from '../../../server/routes/submit.ts'
import { API_KEY, LIST } from '../../faults/owner.ts'

const ANSWER = { action: 'accepted', message: 'Thank you.' }

/** Tells the vendor at once and keeps nothing: what a sign-up costs where it may be lost. */
function straight(apiUrl: string, accessToken: string): Submit {
  const client = createClient({ apiUrl, fetch })
  return async (signUp) => {
    const { kind } = await client.signUp(accessToken, signUpForm(signUp))
    return kind === 'created' || kind === 'updated' ? kind : 'accepted'
  }
}

/** The relay's own route in front of something else. */
async function route(port: number, submit: Submit): Promise<void> {
  const log = pino({ base: null })
  const origins = createOrigins({ patterns: [], publicUrl: `http://127.0.0.1:${port}`, loopback: false })
  const rules = { origins, lists: [LIST] }
  const now = Date.now
  const rates = createRates({ perNetwork: 0, now })
  const requireProof = createRequireProof({
    ...{ rates, proofOfWork: 'off', isDayShort: () => false },
    proofs: createProofs({ secretKeys: ['x'.repeat(32)], used: createUsedProofs(now), now }),
  })
  const admit = createAdmission({
    ...{ rules, rates, requireProof, confirmsByMail: false, log },
    apiKeys: createApiKeys([API_KEY]),
    networks: createNetworks([]),
  })
  const routes = signUpRoutes({
    ...{ admit, submit, patienceMs: 0, answers: formAnswers(rules) },
    message: () => ANSWER.message,
  })
  await listen(createApp({ log, now, routes: [routes] }), { port, host: '127.0.0.1' })
}

/** Nothing but Node: the body is read and parsed, and answered. */
function bare(port: number): void {
  createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (request.method === 'POST') JSON.parse(Buffer.concat(chunks).toString())
      response.writeHead(request.method === 'POST' ? 202 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(ANSWER))
    })
  }).listen(port, '127.0.0.1')
}

const [, , kind, ...rest] = process.argv
const port = Number(rest.at(-1))
const [apiUrl = '', accessToken = ''] = rest
if (kind === 'straight') await route(port, straight(apiUrl, accessToken))
else if (kind === 'route') await route(port, async () => 'accepted')
else bare(port)
