import type { Context } from 'hono'
import type { NetworkLimit } from '../admission/rate/network-limit.ts'
import { type Refusal, refusal } from '../admission/refusal.ts'
import { type AdmissionRules, listsAllowed } from '../admission/rules.ts'
import { isUuid, LIMITS, PATHS } from '../contract.ts'
import { boundedBytes } from '../http/bounded-text.ts'
import { clientAddress } from '../http/client-address.ts'
import { NO_STORE } from '../http/no-store.ts'
import { type CountedAs, countedAs } from '../outbox/counts/counted-as.ts'
import { onlyPost } from './failures/only-post.ts'
import { problemResponse } from './failures/problem.ts'
import { createRoutes, type RequestVariables, type Routes } from './routes.ts'

type Parts = {
  rules: AdmissionRules
  limitNetwork: NetworkLimit
  /** Undefined where starts are not counted (`COUNT_STARTS`). */
  count: ((started: CountedAs) => void) | undefined
}

/** A page's address, and a line with as many lists as a form may have. */
const MOST_BYTES = LIMITS.page + LIMITS.list_memberships * 37

/** `POST /v1/starts`: a visitor has begun to fill in a form. Nothing in it tells who. Wherever starts are not counted, 204 too. */
export function startRoutes({ rules, limitNetwork, count }: Parts): Routes {
  const routes = createRoutes()

  async function start(context: Context<{ Variables: RequestVariables }>): Promise<Response> {
    const request = context.req.raw
    const refuse = (reason: Refusal): Response => {
      context.set('refusal', reason)
      return problemResponse(reason)
    }
    if (!rules.origins.allow(request.headers.get('origin') ?? ''))
      return refuse(refusal('origin_not_allowed'))
    const network = limitNetwork(request, clientAddress(context.env), 'start')
    if (network.kind === 'refusal') return refuse(network)
    const started = await readStart(request, rules)
    if ('kind' in started) return refuse(started)
    if (request.headers.get('sec-gpc') !== '1') count?.(started)
    return new Response(null, { status: 204, headers: NO_STORE })
  }

  routes.post(PATHS.starts, start)
  routes.all(PATHS.starts, onlyPost)
  return routes
}

/** The address of the page in the first line, the ids of the form's lists in the second. */
async function readStart(request: Request, rules: AdmissionRules): Promise<CountedAs | Refusal> {
  const body = await boundedBytes(request, MOST_BYTES).catch(() => undefined)
  if (body === undefined) return refusal('malformed')
  if (!body.isWhole) return refusal('too_large')
  const [page = '', ids = ''] = body.bytes.toString('utf8').split('\n')
  const lists = ids.trim().split(' ')
  if (!lists.every(isUuid)) return refusal('malformed')
  if (!listsAllowed(lists, rules)) return refusal('list_not_allowed')
  return countedAs(page, lists, rules.origins.allow)
}
