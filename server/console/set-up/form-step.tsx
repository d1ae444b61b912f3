import type { ContactList } from '../../constant-contact/api/records.ts'
import { PATHS } from '../../contract.ts'
import { isLoopback } from '../../http/loopback.ts'
import { listsAttribute } from '../../routes/connect/account-snippets.ts'
import { Snippet } from '../components/snippet.tsx'
import { type ConsoleRoutes, createConsoleRoutes, link } from '../routes.ts'
import type { ListsParts } from './lists-step.tsx'
import { stepResponse } from './step-page.tsx'
import { pathOf } from './steps.tsx'

/** Step 5: the tag to paste, a page to try it on, and what comes next. */
export function formRoutes(parts: ListsParts): ConsoleRoutes {
  const routes = createConsoleRoutes()
  routes.get(pathOf('form'), (context) =>
    stepResponse(context, parts, 'form', {
      content: async ({ publicUrl, values }) => {
        const ids = values('ALLOWED_LISTS').map((id) => id.toLowerCase())
        const lists = (await parts.knownLists()) ?? (await parts.lists())
        const named = ids.flatMap((id) => lists?.filter((list) => list.id === id) ?? [])
        const snippets = snippetsFor(publicUrl, named[0]?.id ?? ids[0], named)
        return (
          <>
            <p>
              Your form is ready. <a href={link(context, '/')}>Try it on a page of this relay</a>: the sign-up
              is real and arrives in your account.
            </p>
            {isLoopback(new URL(publicUrl).hostname) && (
              <p>
                <b>{publicUrl} works only on this computer.</b> Before you paste the tag into a public page,
                put the relay on a server, and enter its address under{' '}
                <a href={link(context, pathOf('address'))}>Addresses</a>.
              </p>
            )}
            {snippets.map((snippet) => (
              <section key={snippet.title}>
                <h2>{snippet.title}</h2>
                <Snippet
                  {...{ about: snippet.about, text: snippet.text }}
                  what={snippet.title.toLowerCase()}
                />
              </section>
            ))}
            <h2>What to do now</h2>
            <ol>
              <li>
                Paste the tag into a page of a site that you have allowed, where the form should appear.
              </li>
              <li>
                Sign up there yourself, with every field of your form, and look at the contact in Constant
                Contact.
              </li>
              <li>
                Back up the relay’s database and its key (<code>secret.key</code>, or <code>SECRET_KEY</code>{' '}
                where that is set), apart from each other. Look in at{' '}
                <a href={link(context, '/console')}>this console</a> now and again: it says when something
                needs you.
              </li>
            </ol>
          </>
        )
      },
    }),
  )
  return routes
}

type Titled = { title: string; about: string; text: string }

/** For the list `first`, and for a choice of those that are open and whose names are known: visitors read these. */
function snippetsFor(publicUrl: string, first: string | undefined, named: readonly ContactList[]): Titled[] {
  const tag = (attributes: string) =>
    `<script src="${publicUrl}${PATHS.script}"\n  ${attributes}\n  data-fields="first_name last_name"></script>`
  if (first === undefined) return []
  const page = `${publicUrl}${PATHS.form}?lists=${first}&fields=first_name+last_name`
  return [
    {
      title: 'The tag',
      about: 'Paste it into your page where the form should appear.',
      text: tag(`data-lists="${first}"`),
    },
    ...(named.length > 1
      ? [
          {
            title: 'The tag with a choice of lists',
            about: 'The same, if visitors choose between your lists.',
            text: tag(`${listsAttribute(named)}\n  data-list-choice`),
          },
        ]
      : []),
    {
      title: 'The frame',
      about: 'For a site that allows no scripts.',
      text: `<iframe src="${page.replaceAll('&', '&amp;')}" title="Sign up"\n  width="100%" height="420" style="border: 0"></iframe>`,
    },
    {
      title: 'The link',
      about: 'For mails, posts and printed codes: it opens the form on a page of its own.',
      text: page,
    },
  ]
}
