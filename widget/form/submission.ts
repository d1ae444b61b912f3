import {
  ACTION_STATUS,
  type Action,
  FIELD_CODES,
  type FieldCode,
  type FieldFaults,
  PATHS,
  type SignUp,
} from '../../server/contract.ts'
import { toJson } from '../json.ts'
import type { Answer } from './form-model.ts'

/** How long the relay may take before the visitor is told to try again. */
export const TIME_LIMIT_MS = 10_000

type SubmissionParts = { endpoint: string; fetch: typeof fetch; timeLimit_ms: number }

/** Sends a sign-up to the relay. Whatever happens is an answer, never an exception. */
export async function submit(
  signUp: SignUp,
  { endpoint, fetch, timeLimit_ms }: SubmissionParts,
): Promise<Answer> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), timeLimit_ms)
  try {
    const response = await fetch(endpoint + PATHS.signups, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'omit',
      body: toJson(signUp),
      signal: limit.signal,
    })
    return readAnswer(await response.text(), response.headers.get('retry-after'))
  } catch {
    return { kind: limit.signal.aborted ? 'timeout' : 'offline' }
  } finally {
    clearTimeout(timer)
  }
}

/** What answers a challenge of the relay's. */
export type Solution = Pick<SignUp, 'proof' | 'captcha'>

/** A captcha, and a proof where the captcha cannot be verified; or either again, if the first came too late. */
const MOST_CHALLENGES = 2

/**
 * Sends a sign-up, and again with the proof of work, or the captcha, that the relay asks for. The visitor
 * notices only that a proof takes a moment longer; if it cannot be made, the relay's refusal is the answer.
 */
export async function submitWithProof(
  signUp: SignUp,
  parts: SubmissionParts & { solve: (challenge: unknown) => Promise<Solution> },
): Promise<Answer> {
  let answer = await submit(signUp, parts)
  for (let round = 0; round < MOST_CHALLENGES; round += 1) {
    if (answer.kind !== 'refusal' || answer.code !== 'proof_required') return answer
    try {
      answer = await submit({ ...signUp, ...(await parts.solve(answer.challenge)) }, parts)
    } catch {
      return answer
    }
  }
  return answer
}

/** The body says all; a status a proxy has changed does not matter. */
function readAnswer(text: string, retryAfter: string | null): Answer {
  const body = parse(text)
  if (isAction(body['action'])) {
    return { kind: 'outcome', outcome: { action: body['action'], message: String(body['message'] ?? '') } }
  }
  if (typeof body['code'] !== 'string') return { kind: 'unreadable' }
  return {
    kind: 'refusal',
    code: body['code'],
    faults: readFaults(body['fields']),
    ...('challenge' in body && { challenge: body['challenge'] }),
    ...(Number(retryAfter) > 0 && { retryAfter: Number(retryAfter) }),
  }
}

function readFaults(fields: unknown): FieldFaults {
  const faults: FieldFaults = {}
  for (const [path, code] of Object.entries(fields ?? {})) faults[path] = isFieldCode(code) ? code : 'invalid'
  return faults
}

function parse(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

function isAction(value: unknown): value is Action {
  return Object.keys(ACTION_STATUS).some((action) => action === value)
}

function isFieldCode(value: unknown): value is FieldCode {
  return FIELD_CODES.some((code) => code === value)
}
