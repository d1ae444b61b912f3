import { departTargets } from '../../routes/connect/connect.ts'
import { Form, Time } from '../components/components.tsx'
import { type DepartParts, departFrom } from '../depart.tsx'
import { type ConsoleContext, type ConsoleRoutes, createConsoleRoutes, link } from '../routes.ts'
import { type StepContent, type StepParts, stepResponse } from './step-page.tsx'
import { pathOf } from './steps.tsx'

const PATH = pathOf('allow')
/** Where the owner comes back to, with or without a connection: it leads to the step that is next. */
const BACK = '/console/set-up'

export type AllowParts = StepParts & DepartParts

/**
 * Step 3: the owner presses Allow at Constant Contact. It leads back to the relay's own address, so an owner who works at
 * another one, as through a tunnel, continues there first.
 */
export function allowRoutes(parts: AllowParts): ConsoleRoutes {
  const routes = createConsoleRoutes()
  const formAction = departTargets(parts)
  const show = (context: ConsoleContext, content: StepContent) =>
    stepResponse(context, parts, 'allow', { content, formAction })

  routes.get(PATH, (context) => show(context, allowContent(context, parts)))
  routes.post(PATH, async (context) => {
    const leaving = await departFrom(context, parts, BACK)
    return leaving.kind === 'left' ? leaving.response : show(context, () => leaving.content)
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
            At Constant Contact, sign in as the owner of the account and press <b>Allow</b>. This relay may
            then read your lists and add contacts to them. You come back here afterwards.
          </p>
          <Form context={context} action={PATH}>
            <button type="submit">Go to Constant Contact</button>
          </Form>
        </>
      )
    return (
      <>
        <p>
          This relay has been connected to your account since <Time at={since} />.
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
