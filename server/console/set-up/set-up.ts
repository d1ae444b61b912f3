import { PATHS } from '../../contract.ts'
import { type ConsoleRoutes, createConsoleRoutes } from '../routes.ts'
import { type AddressParts, addressRoutes } from './address-step.tsx'
import { type AllowParts, allowRoutes } from './allow-step.tsx'
import { type ApplicationStepParts, applicationRoutes } from './application-step.tsx'
import { formRoutes } from './form-step.tsx'
import { type ListsParts, listsRoutes } from './lists-step.tsx'
import { readView, redirectTo } from './step-page.tsx'
import { nextStep } from './steps.tsx'

type SetUpParts = AddressParts & ApplicationStepParts & AllowParts & ListsParts

/**
 * `/console/set-up` and its five steps: from nothing to a form that works. It can be left and taken up again at any time, since
 * what is done is what is stored. Until the required settings are there, `/console` leads here.
 */
export function setUpRoutes(parts: SetUpParts): ConsoleRoutes {
  const routes = createConsoleRoutes()
  const toNextStep = async () => {
    const view = await readView(parts)
    return redirectTo(view, nextStep(view.done))
  }
  routes.get('/console/set-up', toNextStep)
  routes.get(PATHS.console, async (_context, next) => {
    const { isSet } = await readView(parts)
    return REQUIRED.every(isSet) ? next() : toNextStep()
  })
  const steps = [addressRoutes, applicationRoutes, allowRoutes, listsRoutes, formRoutes]
  for (const step of steps) routes.route('/', step(parts))
  return routes
}

const REQUIRED = ['CTCT_CLIENT_ID', 'ALLOWED_ORIGINS', 'ALLOWED_LISTS', 'EXISTING_CONTACTS'] as const
