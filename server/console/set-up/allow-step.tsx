import { Form, Time } from '../components.tsx'
import { type ConsoleContext, type ConsoleRoutes, createConsoleRoutes, link } from '../routes.ts'
import { readView, type StepContent, type StepParts, stepResponse } from './step-page.tsx'
import { pathOf } from './steps.tsx'

const PATH = pathOf('allow')
/** Where the owner comes back to, with or without a connection: it leads to the step that is next. */
const BACK = '/console/set-up'

export type AllowParts = StepParts & {
  /** Where Constant Contact asks the owner; the button's form must be allowed to lead there. */
  authUrl: string
  /** Leads to Constant Contact, which leads back to this path. */
  depart: (back: string) => Promise<Response>
  /** A one-time code that signs in. */
  issueCode: () => Promise<string>
}

/**
 * Step 3: the owner presses Allow at Constant Contact. It leads back to the relay's own address, so an owner who works at
 * another one, as through a tunnel, continues there first.
 */
export function allowRoutes(parts: AllowParts): ConsoleRoutes {
  const routes = createConsoleRoutes()
  // Chrome applies `form-action` to every redirect after the post, and Constant Contact signs in on other hosts.
  const formAction = [new URL(parts.authUrl).origin, 'https:']
  const show = (context: ConsoleContext, content: StepContent) =>
    stepResponse(context, parts, 'allow', { content, formAction })

  routes.get(PATH, (context) => show(context, allowContent(context, parts)))
  routes.post(PATH, async (context) => {
    const { version, publicUrl } = await readView(parts)
    if (context.req.header('origin') !== new URL(publicUrl).origin)
      return show(context, await elsewhere(publicUrl, parts))
    await parts.applied(version)
    return parts.depart(BACK)
  })
  return routes
}

function allowContent(context: ConsoleContext, { connectedAt }: AllowParts): StepContent {
  return async () => {
    const since = await connectedAt()
    if (since === undefined)
      return (
        <>
          <p>
            Constant Contact asks you to sign in as the owner of the account, and to press <b>Allow</b>. This
            relay may then read your lists and add contacts to them. After that you are led back here.
          </p>
          <Form context={context} action={PATH}>
            <button type="submit">Go to Constant Contact</button>
          </Form>
        </>
      )
    return (
      <>
        <p>
          This relay is connected to your account since <Time at={since} />.
        </p>
        <p>
          <a class="button" href={link(context, BACK)}>
            Continue
          </a>
        </p>
        <Form context={context} action={PATH}>
          <button type="submit" class="secondary">
            Connect again
          </button>
        </Form>
      </>
    )
  }
}

/** The way on for an owner whose browser is at another address than the relay's own. */
async function elsewhere(publicUrl: string, { issueCode }: AllowParts): Promise<StepContent> {
  const address = `${publicUrl}/console/sign-in?code=${await issueCode()}`
  return () => (
    <>
      <p>
        Constant Contact leads back to <code>{publicUrl}</code>, the address that you have given this relay,
        but this page was opened at another one. Please go on there: a button signs you in.
      </p>
      <p>
        <a class="button" href={address}>
          Continue at {publicUrl}
        </a>
      </p>
      <p class="quiet">
        Does it not open? Then the address does not lead to this relay yet: its name, or the server in front
        of the relay, has to be set up first. You can take set-up up again at any time.
      </p>
    </>
  )
}
