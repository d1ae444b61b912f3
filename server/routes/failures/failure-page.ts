import type { Context } from 'hono'
import { html } from 'hono/html'
import { messagesIn } from '../../../widget/messages/all-languages.ts'
import type { Refusal } from '../../admission/refusal.ts'
import { REFUSAL_STATUS } from '../../contract.ts'
import { pageResponse } from '../page.ts'
import { formLanguage } from '../preferred-language.ts'
import type { RequestVariables } from '../routes.ts'
import { problemResponse } from './problem.ts'

/**
 * Answers a failure, and tells the log: a browser that opens the address with a page of the site's brand in the language of
 * the form, a program with a problem document.
 */
export function failureResponse(
  context: Context<{ Variables: RequestVariables }>,
  failure: Refusal,
): Response {
  context.set('refusal', failure)
  const request = context.req.raw
  const { labels, page } = messagesIn(formLanguage(request))
  const texts: { [key: string]: string } = page
  const title = texts[`${failure.code}_title`]
  if (title === undefined || !isOpenedByBrowser(request)) return problemResponse(failure)
  return pageResponse({
    ...{ title, language: labels.language, status: REFUSAL_STATUS[failure.code] },
    ...{ brand: context.get('brand'), leadsBack: true },
    retryAfterSeconds: failure.retryAfterSeconds,
    content: html`<p>${texts[`${failure.code}_text`]}</p>`,
  })
}

/** Scripts ask for anything, and curl does; only a browser that opens an address prefers a page. */
export function isOpenedByBrowser({ headers }: Request): boolean {
  return /\btext\/html\b/i.test(headers.get('accept') ?? '')
}
