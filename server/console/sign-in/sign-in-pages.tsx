import { RELAY } from '../../operator/relay-command.ts'
import { shellResponse } from '../page.tsx'
import { type ConsoleContext, link } from '../routes.ts'

type Problem = 'wrong_code' | 'other_site' | 'signed_out'

const PROBLEMS: Record<Problem, { status: number; text: string }> = {
  wrong_code: {
    status: 403,
    text: 'This code is wrong, has been used already, or is too old: each one works once, within an hour. Nobody was signed in.',
  },
  other_site: {
    status: 403,
    text: 'The button was pressed on a page of another address, so nobody was signed in. Open the link again, and press the button there.',
  },
  signed_out: { status: 200, text: 'You are signed out, so nothing was done. Sign in, and do it again.' },
}

/** The page with the button that signs in, with the code of the link or a field to type one. */
export function signInPage(
  context: ConsoleContext,
  { code = '', problem }: { code?: string; problem?: Problem | undefined },
): Response {
  const found = problem && PROBLEMS[problem]
  return shellResponse(context.get('shell'), {
    title: 'Sign in',
    status: found?.status ?? 200,
    notice: found && { kind: 'problem', text: found.text },
    content: (
      <>
        <form method="post" action={link(context, '/console/sign-in')}>
          {code === '' ? (
            <CodeField isWrong={problem === 'wrong_code'} />
          ) : (
            <input type="hidden" name="code" value={code} />
          )}
          <p>
            <label class="choice">
              <input type="checkbox" name="long" value="yes" /> Keep me signed in on this device for 30 days
            </label>
          </p>
          <button type="submit">Sign in</button>
        </form>
        <p class="quiet">
          For a new link, run <code>{RELAY} console</code> where the relay runs.
        </p>
      </>
    ),
  })
}

function CodeField({ isWrong }: { isWrong: boolean }) {
  return (
    <>
      <label for="code">One-time code</label>
      <input
        id="code"
        name="code"
        required
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={isWrong ? 'true' : undefined}
      />
    </>
  )
}

/** In place of the sign-in where anybody on the way could read the code. */
export function tunnelPage(context: ConsoleContext): Response {
  return shellResponse(context.get('shell'), {
    title: 'Not over this connection',
    status: 403,
    content: (
      <>
        <p>
          This page was opened over http, so anybody on the way could read what you send. The console works
          over https, or on the machine of the relay itself.
        </p>
        <p>
          From your own computer, open a tunnel with <code>ssh -L 8080:localhost:8080 YOUR-SERVER</code>, then
          open the link that <code>{RELAY} console</code> prints.
        </p>
      </>
    ),
  })
}
