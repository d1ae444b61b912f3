import type { ApplicationCheck } from '../../constant-contact/oauth/check-application.ts'
import { PATHS } from '../../contract.ts'
import type { Fault } from '../../settings/rules.ts'
import { CopyButton, Form } from '../components.tsx'
import { ChoiceField, LockedField, TextField } from '../fields.tsx'
import { type ConsoleContext, type ConsoleRoutes, createConsoleRoutes } from '../routes.ts'
import { SettingField } from '../setting-field.tsx'
import {
  readView,
  type StepContent,
  type StepParts,
  saveStep,
  stepResponse,
  type View,
} from './step-page.tsx'
import { pathOf } from './steps.tsx'

const PATH = pathOf('application')
const PORTAL = 'https://app.constantcontact.com/pages/dma/portal/'

export type ApplicationParts = StepParts & {
  /** The secret that the environment sets. */
  environmentSecret: string | undefined
  /** Asks Constant Contact whether the application's id and secret are right. */
  checkApplication: (application: {
    clientId: string
    clientSecret?: string | undefined
  }) => Promise<ApplicationCheck>
}

/** Step 2: the application at Constant Contact, whose id and secret are checked before they are saved. */
export function applicationRoutes(parts: ApplicationParts): ConsoleRoutes {
  const routes = createConsoleRoutes()
  routes.get(PATH, (context) => stepResponse(context, parts, 'application', { content: contentFor(context) }))
  routes.post(PATH, async (context) => {
    const form = context.get('form')
    const content = contentFor(context)
    const { faults, changes } = await readApplication(form, parts)
    return faults.length > 0
      ? stepResponse(context, parts, 'application', { content, form, faults })
      : saveStep(context, parts, 'application', { content, changes })
  })
  return routes
}

async function readApplication(form: URLSearchParams, parts: ApplicationParts) {
  const { settings, connectedAt, checkApplication } = parts
  const { isLocked, value } = await readView(parts)
  const before = value('CTCT_CLIENT_ID')
  const clientId = isLocked('CTCT_CLIENT_ID') ? before : (form.get('CTCT_CLIENT_ID')?.trim() ?? '')
  const typed = form.get('CTCT_CLIENT_SECRET')?.trim() || undefined
  // An empty field keeps the secret of the same application, which the page never shows.
  const kept = clientId === before ? (await settings.read()).values.CTCT_CLIENT_SECRET : undefined
  const clientSecret = parts.environmentSecret ?? typed ?? kept
  const changes = { CTCT_CLIENT_ID: clientId, CTCT_CLIENT_SECRET: clientSecret ?? null }
  const fault = (name: string, sentence: string) => ({ faults: [{ name, sentence }], changes })
  if (clientId === '') return fault('CTCT_CLIENT_ID', 'Paste the application’s id.')
  if (before !== '' && clientId !== before && (await connectedAt()) !== undefined && !form.has('disconnect'))
    return fault('disconnect', 'Tick this to change the application.')
  const check = await checkApplication({ clientId, clientSecret })
  const faults: Fault[] =
    check.kind === 'right' ? [] : [{ name: 'CTCT_CLIENT_ID', sentence: sentenceFor(check) }]
  return { faults, changes }
}

function sentenceFor(check: Exclude<ApplicationCheck, { kind: 'right' }>): string {
  if (check.kind === 'unknown')
    return 'We couldn’t reach Constant Contact to check it. Please try again in a minute.'
  return `Constant Contact does not accept this id with this secret (${check.error}). Copy both again. With PKCE, leave the secret empty.`
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
            which has none; and rotating or long-lived refresh tokens. All of them work.
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
          <SettingField
            {...{ view, name: 'CTCT_CLIENT_ID' }}
            label="Application id"
            help="Constant Contact also calls it API key or client id."
          />
          <SecretField view={view} />
          {view.isSet('CTCT_CLIENT_ID') && view.done.includes('allow') && <DisconnectField view={view} />}
          <button type="submit">Check and continue</button>
        </Form>
      </>
    )
  }

/** What is stored is never shown again. */
function SecretField({ view }: { view: View }) {
  const field = { name: 'CTCT_CLIENT_SECRET', label: 'Secret' } as const
  if (view.isLocked(field.name)) return <LockedField {...field} />
  const help = view.isSet(field.name)
    ? 'It is kept, and not shown. Leave this empty to keep it.'
    : 'With PKCE, leave this empty.'
  return <TextField {...{ ...field, help, kind: 'password', value: '', fault: view.fault(field.name) }} />
}

function DisconnectField({ view }: { view: View }) {
  return (
    <ChoiceField
      {...{ name: 'disconnect', label: 'If you change the application', kind: 'several', chosen: [] }}
      fault={view.fault('disconnect')}
      choices={[
        {
          value: 'yes',
          label: 'Disconnect the relay from the account',
          help: 'Another application has to be allowed anew. Until then, sign-ups wait.',
        },
      ]}
    />
  )
}
