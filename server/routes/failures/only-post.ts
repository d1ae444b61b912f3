import type { Context } from 'hono'
import { refusal } from '../../admission/refusal.ts'
import type { RequestVariables } from '../routes.ts'
import { failureResponse } from './failure-page.ts'

/** Answers every other method at an address that takes posts only. */
export function onlyPost(context: Context<{ Variables: RequestVariables }>): Response {
  const response = failureResponse(context, refusal('method_not_allowed'))
  response.headers.set('allow', 'POST, OPTIONS')
  return response
}
