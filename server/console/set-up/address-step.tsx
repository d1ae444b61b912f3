import { parseUrl } from '../../http/parse-url.ts'
import { Form } from '../components/components.tsx'
import { ChoiceField } from '../components/fields.tsx'
import { SettingField } from '../components/setting-field.tsx'
import type { OwnerParts } from '../owner-parts.ts'
import { type ConsoleContext, type ConsoleRoutes, createConsoleRoutes } from '../routes.ts'
import { readAddresses } from '../typed-addresses.ts'
import { type StepContent, type StepParts, saveStep, stepResponse } from './step-page.tsx'
import { pathOf } from './steps.tsx'

const PATH = pathOf('address')

export type AddressParts = StepParts & Pick<OwnerParts, 'mayHavePath'>

/** Step 1: where browsers reach the relay, the sites that may show the form, and what the site is called. */
export function addressRoutes(parts: AddressParts): ConsoleRoutes {
  const routes = createConsoleRoutes()
  routes.get(PATH, (context) => stepResponse(context, parts, 'address', { content: contentFor(context) }))
  routes.post(PATH, async (context) => {
    const form = context.get('form')
    const { faults, changes } = readAddresses(form, parts)
    const typed = { faults, changes: { ...changes, SITE_NAME: form.get('SITE_NAME') } }
    return saveStep(context, parts, 'address', contentFor(context), typed)
  })
  return routes
}

/**
 * The address in the owner's browser, to be offered while nobody has set one: as the browser itself names it on the way from page
 * to page, since a Host header may be the proxy's. Undefined without TLS, such as through a tunnel.
 */
function addressInBrowser({ req }: ConsoleContext): string | undefined {
  const { protocol, origin } = parseUrl(req.header('referer') ?? '') ?? {}
  return protocol === 'https:' ? origin : undefined
}

const contentFor =
  (context: ConsoleContext): StepContent =>
  (view) => {
    const form = context.get('form')
    const isTyped = context.req.method === 'POST'
    return (
      <Form context={context} action={PATH}>
        <input type="hidden" name="version" value={view.version} />
        <SettingField
          {...{ view, name: 'PUBLIC_URL', kind: 'url' }}
          label="The address of this relay"
          help="Where visitors’ browsers reach it, such as signup.bakery.example. To try it on this computer first, leave it as it is."
          value={
            (!view.isSet('PUBLIC_URL') && !isTyped && addressInBrowser(context)) || view.value('PUBLIC_URL')
          }
        />
        <SettingField
          {...{ view, name: 'ALLOWED_ORIGINS', kind: 'lines' }}
          label="The sites that may show the form"
          help="One a line, such as www.bakery.example."
          value={view.value('ALLOWED_ORIGINS').replaceAll(',', '\n')}
        />
        {!view.isLocked('ALLOWED_ORIGINS') && (
          <ChoiceField
            {...{ name: 'twins', label: 'The same sites with and without www.', kind: 'several' }}
            choices={[
              { value: 'yes', label: 'Allow both, so that it does not matter how visitors type the address' },
            ]}
            chosen={isTyped ? form.getAll('twins') : view.isSet('ALLOWED_ORIGINS') ? [] : ['yes']}
          />
        )}
        <SettingField
          {...{ view, name: 'SITE_NAME' }}
          label="What your site is called (optional)"
          help="Visitors read it on the form’s own page, and in mails."
        />
        <button type="submit">Save and continue</button>
      </Form>
    )
  }
