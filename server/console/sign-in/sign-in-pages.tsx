import { RELAY } from '../../operator/relay-command.ts'
import { shellResponse } from '../page.tsx'
import { type ConsoleContext, link } from '../routes.ts'

type Problem = 'wrong_code' | 'other_site' | 'signed_out'

const PROBLEMS: Record<Problem, { status: number; text: string }> = {
  wrong_code: {
    status: 403,
    text: 'You are not signed in: this code is mistyped, was used already, or is too old. Each code works once, for at most an hour.',
  },
  other_site: {
    status: 403,
    text: 'Nothing was done: the button was pressed on a page of another address. Open your link again, and press the button there. If this is the relay’s own address, set PUBLIC_URL to it.',
  },
  signed_out: {
    status: 200,
    text: 'Nothing was done, because you are signed out. Sign in, then try again.',
  },
}
const MAILED =
  'A link is on its way to the owner, unless too many were asked for in the last hour. It works once, for 15 minutes.'

type SignIn = {
  /** The one-time code of the link that was opened. */
  code?: string
  problem?: Problem | undefined
  canMail: boolean
  isMailed?: boolean
}

/** The page with the button that signs in, with the code of the link or a field to type one. */
export function signInPage(
  context: ConsoleContext,
  { code = '', problem, canMail, isMailed }: SignIn,
): Response {
  const found = problem && PROBLEMS[problem]
  const notice = found
    ? ({ kind: 'problem', text: found.text } as const)
    : isMailed && ({ kind: 'done', text: MAILED } as const)
  return shellResponse(context.get('shell'), {
    title: 'Sign in',
    status: found?.status ?? 200,
    notice: notice || undefined,
    content: (
      <>
        <form method="post" action={link(context, '/console/sign-in')}>
          {code === '' ? (
            <CodeField isWrong={problem === 'wrong_code'} />
          ) : (
            <>
              <p>Your link works once. Press the button to use it.</p>
              <input type="hidden" name="code" value={code} />
            </>
          )}
          <label class="choice">
            <input type="checkbox" name="long" value="yes" />
            Keep me signed in on this device for 30 days
          </label>
          <button type="submit">Sign in</button>
        </form>
        {code === '' && <OtherLink {...{ context, canMail }} />}
      </>
    ),
  })
}

/** How to get a link, for whoever has none. */
function OtherLink({ context, canMail }: { context: ConsoleContext; canMail: boolean }) {
  return (
    <>
      <h2>No link?</h2>
      {canMail && (
        <form method="post" action={link(context, '/console/sign-in/mail')}>
          <button type="submit" class="secondary">
            Mail a link to the owner
          </button>
        </form>
      )}
      <p>
        Where the relay runs, <code>{RELAY} console</code> prints a new link at any time. There is no
        password.
      </p>
    </>
  )
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
        aria-describedby="code-help"
        aria-invalid={isWrong ? 'true' : undefined}
      />
      <p id="code-help" class="quiet">
        The 32 characters at the end of the link.
      </p>
    </>
  )
}

/** In place of the sign-in where anybody on the way could read the code. */
export function tunnelPage(context: ConsoleContext): Response {
  return shellResponse(context.get('shell'), {
    title: 'This connection is not secure',
    status: 403,
    content: (
      <>
        <p>
          This page was opened over http, so anybody on the way could read the code and sign in. The console
          works over https, or on the relay’s own machine.
        </p>
        <p>
          Without https, open a tunnel from your computer: <code>ssh -L 8080:localhost:8080 YOUR-SERVER</code>
          , with the relay’s port in place of 8080. Then open the link that <code>{RELAY} console</code>{' '}
          prints.
        </p>
      </>
    ),
  })
}

export function waitPage(context: ConsoleContext, retryAfterSeconds: number): Response {
  const minutes = Math.ceil(retryAfterSeconds / 60)
  return shellResponse(context.get('shell'), {
    title: 'Too many requests',
    status: 429,
    retryAfterSeconds,
    content: <p>Please try again in {minutes === 1 ? 'a minute' : `${minutes} minutes`}.</p>,
  })
}
