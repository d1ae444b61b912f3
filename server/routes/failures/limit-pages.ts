import { messagesIn } from '../../../widget/messages/all-languages.ts'
import { refusalSentence } from '../../../widget/messages/view-state.ts'
import type { NetworkLimit } from '../../admission/rate/network-limit.ts'
import { PATHS } from '../../contract.ts'
import { clientAddress } from '../../http/client-address.ts'
import { type FormRules, isFramed } from '../form/form.ts'
import { pageResponse } from '../page.ts'
import { formLanguage } from '../preferred-language.ts'
import { createRoutes, type Routes } from '../routes.ts'

/** What takes time to draw, or looks into the database. Scripts are files, and health checks must always pass. */
const LIMITED = [PATHS.form, PATHS.snippet, PATHS.confirm, `${PATHS.connect}/*`]

type WaitRules = Pick<FormRules, 'brand' | 'origins'>

/** Limits the pages by network. Must come before the routes that it limits. */
export function limitPages(limitNetwork: NetworkLimit, rules: WaitRules): Routes {
  const routes = createRoutes()
  routes.on('ALL', LIMITED, async (context, next) => {
    const network = limitNetwork(context.req.raw, clientAddress(context.env), 'page')
    if (network.kind === 'within') return next()
    context.set('refusal', network)
    return waitPage(context.req.raw, network.retryAfterSeconds ?? 60, rules)
  })
  return routes
}

/** May be framed by the pages that frame a form: they would show an error of the browser's in its place. */
function waitPage(request: Request, retryAfterSeconds: number, { brand, origins }: WaitRules): Response {
  const messages = messagesIn(formLanguage(request))
  const { labels } = messages
  const refusal = { code: 'too_many_requests', retryAfter: retryAfterSeconds }
  return pageResponse({
    title: labels.form,
    status: 429,
    retryAfterSeconds,
    language: labels.language,
    heading: refusalSentence(refusal, messages),
    ...(isFramed(request) ? { frameAncestors: origins.sources } : { brand, leadsBack: true }),
  })
}
