import { signUps } from '../../operator/format.ts'
import { consoleResponse } from '../page.tsx'
import { type ConsoleContext, link } from '../routes.ts'

/** Answers for a sign-up that is not there, perhaps any more. */
export function nothingThere(context: ConsoleContext): Response {
  return consoleResponse(context, {
    title: 'No such sign-up',
    section: 'sign-ups',
    status: 404,
    content: (
      <p>
        No sign-up has this number now. It may have been dropped or forgotten by somebody, or it was settled
        more than seven days ago. <a href={link(context, '/console/sign-ups')}>See all sign-ups</a>
      </p>
    ),
  })
}

/** What has just been done, by the word in the address; `count`: to how many. */
export function noticeOf(done: string | undefined, count: number) {
  const text = {
    retried: 'It will be sent again.',
    dropped: 'It has been dropped.',
    'retried-all':
      count > 0
        ? `${signUps(count)} will be sent again.`
        : 'None was left to retry: somebody else may have been quicker.',
  }
  const [, sentence] = Object.entries(text).find(([word]) => word === done) ?? []
  return sentence === undefined ? undefined : ({ kind: 'done', text: sentence } as const)
}
