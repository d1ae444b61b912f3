import type { Context } from 'hono'
import { refusal } from '../../admission/refusal.ts'
import type { RequestVariables } from '../request-log.ts'
import { failureResponse } from './failure-page.ts'

/** Answers every other method at an address that takes posts only. */
export function onlyPost(context: Context<{ Variables: RequestVariables }>): Response {
  const reason = refusal('method_not_allowed')
  context.set('refusal', reason)
  const response = failureResponse(context.req.raw, reason)
  response.headers.set('allow', 'POST, OPTIONS')
  return response
}
