import { messagesIn } from '../../../widget/messages/all-languages.ts'
import { refusalSentence } from '../../../widget/messages/view-state.ts'
import type { NetworkLimit } from '../../admission/rate/network-limit.ts'
import { PATHS } from '../../contract.ts'
import { clientAddress } from '../../http/client-address.ts'
import { pageResponse } from '../page.ts'
import { preferredLanguage } from '../preferred-language.ts'
import { createRoutes, type Routes } from '../request-log.ts'

/** What takes time to draw, or looks into the database. Scripts are files, and health checks must always pass. */
const LIMITED = [PATHS.form, PATHS.snippet, PATHS.confirm, `${PATHS.connect}/*`]

/** Limits the pages by network. Must come before the routes that it limits. */
export function limitPages(limitNetwork: NetworkLimit): Routes {
  const routes = createRoutes()
  routes.on('ALL', LIMITED, async (context, next) => {
    const network = limitNetwork(context.req.raw, clientAddress(context.env), 'page')
    if (network.kind === 'within') return next()
    context.set('refusal', network)
    return waitPage(context.req.raw, network.retryAfterSeconds ?? 60)
  })
  return routes
}

function waitPage(request: Request, retryAfterSeconds: number): Response {
  const messages = messagesIn(preferredLanguage(request))
  const { labels } = messages
  const refusal = { code: 'too_many_requests', retryAfter: retryAfterSeconds }
  return pageResponse({
    title: labels.form,
    status: 429,
    retryAfterSeconds,
    language: labels.language,
    heading: refusalSentence(refusal, messages),
  })
}
