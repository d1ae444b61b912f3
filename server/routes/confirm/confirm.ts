import { messagesIn } from '../../../widget/messages/all-languages.ts'
import { postedForm } from '../../admission/reading/body.ts'
import type { Brand } from '../../brand/brand.ts'
import type { AccountNames } from '../../confirmation/account-names.ts'
import type { Confirmations } from '../../confirmation/confirmation.ts'
import type { Links } from '../../confirmation/link.ts'
import { PATHS } from '../../contract.ts'
import { publicPathOf } from '../../http/public-path.ts'
import { StoreError } from '../../store/database.ts'
import { type Page, pageResponse } from '../page.ts'
import { preferredLanguage } from '../preferred-language.ts'
import { createRoutes, type Routes } from '../routes.ts'
import {
  type Answer,
  type ConfirmView,
  confirmedPage,
  confirmPage,
  expiredPage,
  sentencePage,
  stoppedPage,
} from './confirm-pages.ts'

type Parts = {
  confirmations: Confirmations
  links: Links
  names: Pick<AccountNames, 'cached'>
  brand: Brand
  publicUrl: string
}

/** `GET` and `POST /confirm`: the pages that the link in a mail opens. Only pressing a button changes anything. */
export function confirmRoutes({ confirmations, links, names, brand, publicUrl }: Parts): Routes {
  const action = publicPathOf(publicUrl) + PATHS.confirm

  async function viewIn(language: string): Promise<ConfirmView> {
    return { brand, language, action, names: await names.cached(), tokenOf: links.tokenOf }
  }

  const expired = (request: Request) => expiredPage({ brand, language: preferredLanguage(request) })

  async function show(request: Request): Promise<Page> {
    const id = links.idOf(new URL(request.url).searchParams.get('link') ?? '')
    const found = id === undefined ? undefined : await confirmations.find(id)
    if (found === undefined) return expired(request)
    const { mailed, others } = found
    return confirmPage(mailed, others, await viewIn(mailed.language))
  }

  async function answer(request: Request): Promise<Page> {
    const form = await postedForm(request)
    const id = links.idOf(form?.get('link') ?? '')
    const pressed = form?.get('answer')
    if (id === undefined || !isAnswer(pressed)) return expired(request)
    if (pressed === 'not_me') {
      const disowned = await confirmations.disown(id)
      return disowned ? stoppedPage({ brand, language: disowned.language }) : expired(request)
    }
    const confirmed = await confirmations.confirm(id)
    if (confirmed === undefined) return expired(request)
    return confirmedPage(confirmed.others, await viewIn(confirmed.language ?? preferredLanguage(request)))
  }

  async function orUnavailable(request: Request, page: Promise<Page>): Promise<Response> {
    try {
      return pageResponse(await page)
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      const language = preferredLanguage(request)
      return pageResponse(sentencePage({ brand, language }, messagesIn(language).sentences.unavailable, 503))
    }
  }

  const routes = createRoutes()
  routes.get(PATHS.confirm, ({ req }) => orUnavailable(req.raw, show(req.raw)))
  routes.post(PATHS.confirm, ({ req }) => orUnavailable(req.raw, answer(req.raw)))
  return routes
}

function isAnswer(text: unknown): text is Answer {
  return text === 'confirm' || text === 'not_me'
}
