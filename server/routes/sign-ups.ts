import type { Context } from 'hono'
import type { Admit } from '../admission/admission.ts'
import { mediaTypeOf, type TypedValues } from '../admission/reading/body.ts'
import { unknownNames } from '../admission/reading/form-encoding.ts'
import type { Refusal } from '../admission/refusal.ts'
import { ACTION_STATUS, type Outcome, PATHS } from '../contract.ts'
import { clientAddress } from '../http/client-address.ts'
import { NO_STORE } from '../http/no-store.ts'
import type { SignUpRequest } from '../sign-up/request.ts'
import { isOpenedByBrowser } from './failures/failure-page.ts'
import { onlyPost } from './failures/only-post.ts'
import { problemResponse } from './failures/problem.ts'
import type { OutcomeMessage } from './outcome-message.ts'
import { formLanguage } from './preferred-language.ts'
import { createRoutes, type RequestVariables, type Routes } from './routes.ts'
import type { Submit } from './submit.ts'

/** Answers to a form post are pages: the form again with what was typed, or the outcome. */
export type FormAnswers = {
  refused(request: Request, typed: TypedValues, reason: Refusal): Response
  settled(request: Request, typed: TypedValues, outcome: Outcome): Response
}

type Parts = {
  admit: Admit
  submit: Submit
  message: OutcomeMessage
  answers: FormAnswers
  /** How long a visitor waits for the outcome, in milliseconds. */
  patienceMs: number
}

/** `POST /v1/signups`: JSON in, JSON out; a form post in, a page out. */
export function signUpRoutes({ admit, submit, message, answers, patienceMs }: Parts): Routes {
  const routes = createRoutes()

  async function signUp(context: Context<{ Variables: RequestVariables }>): Promise<Response> {
    const request = context.req.raw
    const isFormPost = mediaTypeOf(request) === 'form'
    const refuse = (reason: Refusal, typed: TypedValues): Response => {
      context.set('refusal', reason)
      return isFormPost || isOpenedByBrowser(request)
        ? answers.refused(request, typed, reason)
        : problemResponse(reason)
    }

    const admission = await admit(request, clientAddress(context.env))
    context.set('unknown', unknownNames(Object.keys(admission.typed)))
    if (admission.kind === 'refused') return refuse(admission.refusal, admission.typed)

    const { signUp, trust, hold, network, typed } = admission
    const about: SignUpRequest = {
      ...{ requestId: context.get('requestId'), trust, hold, network, patienceMs },
      language: formLanguage(request, signUp.language),
    }
    const result = await submit(signUp, about)
    if (typeof result !== 'string') return refuse(result, typed)

    context.set('action', result)
    const outcome = { action: result, message: message(result, about) }
    return isFormPost
      ? answers.settled(request, typed, outcome)
      : context.json(outcome, ACTION_STATUS[result], NO_STORE)
  }

  routes.post(PATHS.signups, signUp)
  routes.all(PATHS.signups, onlyPost)
  return routes
}
