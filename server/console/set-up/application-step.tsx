import { PATHS } from '../../contract.ts'
import { ApplicationFields, type ApplicationParts, readApplication } from '../application.tsx'
import { CopyButton, Form } from '../components/components.tsx'
import { type ConsoleContext, type ConsoleRoutes, createConsoleRoutes } from '../routes.ts'
import { type StepContent, type StepParts, saveStep, stepResponse } from './step-page.tsx'
import { pathOf } from './steps.tsx'

const PATH = pathOf('application')
const PORTAL = 'https://app.constantcontact.com/pages/dma/portal/'

export type ApplicationStepParts = StepParts & ApplicationParts

/** Step 2: the application at Constant Contact, whose id and secret are checked before they are saved. */
export function applicationRoutes(parts: ApplicationStepParts): ConsoleRoutes {
  const routes = createConsoleRoutes()
  routes.get(PATH, (context) => stepResponse(context, parts, 'application', { content: contentFor(context) }))
  routes.post(PATH, async (context) => {
    const typed = await readApplication(context.get('form'), parts)
    return saveStep(context, parts, 'application', contentFor(context), typed)
  })
  return routes
}

const contentFor =
  (context: ConsoleContext): StepContent =>
  async (view) => {
    const redirect = view.publicUrl + PATHS.connectCallback
    return (
      <>
        <p>An application lets this relay into your account. You make it once, at Constant Contact:</p>
        <ol>
          <li>
            Sign in to the{' '}
            <a href={PORTAL} target="_blank" rel="noreferrer">
              developer portal (opens in a new tab)
            </a>{' '}
            as the owner of the account. Only the user who makes an application can allow it at first.
          </li>
          <li>
            Create an application. Choose <i>Authorization Code Flow</i>, which has a secret, or <i>PKCE</i>,
            which has none. Rotating and long-lived refresh tokens both work.
          </li>
          <li>
            Add this redirect URI to it:
            <span class="copied">
              <code>{redirect}</code> <CopyButton text={redirect} what="the redirect URI" />
            </span>
          </li>
          <li>Copy its id and its secret, and paste them here.</li>
        </ol>
        <Form context={context} action={PATH}>
          <input type="hidden" name="version" value={view.version} />
          <ApplicationFields view={view} isConnected={view.done.includes('allow')} />
          <button type="submit">Check and continue</button>
        </Form>
      </>
    )
  }
