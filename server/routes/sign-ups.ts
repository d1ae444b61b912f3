import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { admit, type Gate, readPosted, type Typed } from '../admission/admit.ts'
import type { Guard } from '../admission/guard.ts'
import { mediaTypeOf } from '../admission/reading/body.ts'
import { type Refusal, refusal } from '../admission/refusal.ts'
import { ACTION_STATUS, type Action, type Outcome, PATHS, type SignUp } from '../contract.ts'
import type { Trust } from '../sign-up/trust.ts'
import { problemResponse } from './problem.ts'
import type { RequestVariables, Routes } from './request-log.ts'

/**
 * `language`: what the visitor reads, a BCP 47 tag. `hold`: the sign-up waits until its contact confirms it. `trust`: what it
 * has shown of itself so far.
 */
export type Visit = { requestId: string; language: string; hold: boolean; trust: Trust }

/** What became of an admitted sign-up. The outbox stands here: durable first, then delivered, then told. */
export type Submit = (signUp: SignUp, visit: Visit) => Promise<{ kind: 'settled'; action: Action } | Refusal>

/** The sentence for an outcome. */
export type OutcomeMessage = (action: Action, visit: Pick<Visit, 'language' | 'hold'>) => string

/** Answers to a form post are pages: the form again with what was typed, or the outcome. */
export type FormAnswers = {
  refused(request: Request, typed: Typed, reason: Refusal): Response
  settled(request: Request, outcome: Outcome, language: string): Response
}

type Parts = {
  gate: Gate
  guard: Guard
  submit: Submit
  message: OutcomeMessage
  answers: FormAnswers
  /** True where contacts can be mailed: a form post that lacks proof is then held until they confirm. */
  confirms: boolean
}

const TAG = /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i

/** The first language of Accept-Language, or English. */
export function preferredLanguage(request: Request): string {
  const [first = ''] = (request.headers.get('accept-language') ?? '').split(/[,;]/)
  return TAG.test(first.trim()) ? first.trim() : 'en'
}

/** The language of the form that was posted, which is in its address, or that of its visitor. */
function spokenLanguage(request: Request): string {
  const asked = new URL(request.url).searchParams.get('language') ?? ''
  return TAG.test(asked) ? asked : preferredLanguage(request)
}

const NEVER_KEPT = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

const WITHOUT_SCRIPT = refusal('too_many_requests', {
  retryAfterSeconds: 60,
  cause: 'no proof without script',
})

/** Undefined where no socket is: in tests, and in environments other than Node. */
function socketAddress(context: Context): string | undefined {
  return context.env && 'incoming' in context.env ? getConnInfo(context).remote.address : undefined
}

/** `POST /v1/signups`: JSON in, JSON out; a form post in, a page out. */
export function signUpRoutes({ gate, guard, submit, message, answers, confirms }: Parts): Routes {
  const routes = new Hono<{ Variables: RequestVariables }>()

  async function take(context: Context<{ Variables: RequestVariables }>): Promise<Response> {
    const request = context.req.raw
    const asForm = mediaTypeOf(request) === 'form'
    const refuse = (reason: Refusal, typed: Typed = {}): Response => {
      context.set('refusal', reason)
      return asForm ? answers.refused(request, typed, reason) : problemResponse(reason)
    }
    const arrival = guard.arrive(request, socketAddress(context))
    if (arrival.kind === 'refusal') return refuse(arrival)
    const posted = await readPosted(request)
    if (posted.kind === 'refusal') return refuse(posted)
    const admission = admit(posted.fields, gate)
    if (admission.kind === 'refusal') return refuse(admission, posted.typed)
    const examined = await guard.examine(arrival, admission.signUp, !asForm)
    // Without script there is nobody to solve a challenge: the contact's own word is proof too.
    const hold = examined.kind === 'refusal' && asForm && confirms
    if (examined.kind === 'refusal' && !hold) return refuse(asForm ? WITHOUT_SCRIPT : examined, posted.typed)
    const language = admission.signUp.language ?? spokenLanguage(request)
    const trust = examined.kind === 'refusal' ? 'doubtful' : examined.trust
    const visit: Visit = { requestId: context.get('requestId'), language, hold, trust }
    const result = await submit(admission.signUp, visit)
    if (result.kind === 'refusal') return refuse(result, posted.typed)
    const outcome: Outcome = { action: result.action, message: message(result.action, visit) }
    context.set('action', result.action)
    return asForm
      ? answers.settled(request, outcome, language)
      : context.json(outcome, ACTION_STATUS[outcome.action], NEVER_KEPT)
  }

  routes.post(PATHS.signups, take)
  routes.all(PATHS.signups, (context) => {
    const response = problemResponse(refusal('method_not_allowed'))
    response.headers.set('allow', 'POST, OPTIONS')
    context.set('refusal', refusal('method_not_allowed'))
    return response
  })
  return routes
}
