import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { placedContact } from './account/seed-contact.ts'
import type { Control } from './control.ts'
import { faultRule } from './rules/faults.ts'
import { settingsChange } from './rules/settings.ts'
import type { State } from './state.ts'

const lists = z.strictObject({
  lists: z.array(z.strictObject({ list_id: z.guid(), name: z.string(), description: z.string().optional() })),
})
const customFields = z.strictObject({
  custom_fields: z.array(
    z.strictObject({
      custom_field_id: z.guid(),
      label: z.string(),
      type: z.enum([
        'string',
        'text_area',
        'date',
        'datetime',
        'number',
        'currency',
        'boolean',
        'single_select',
        'multi_select',
      ]),
      choices: z.array(z.string()).optional(),
    }),
  ),
})
const contacts = z.strictObject({ contacts: z.array(placedContact) })
const clock = z.strictObject({ advance_ms: z.int().min(0) })
const limit = z.coerce.number().int().min(0).optional()

export type ControlRoutesParts = { control: Control; state: (limit?: number) => State }

/**
 * What stands under `/sandbox`: `POST faults settings reset clock revoke contacts lists custom_fields`, `DELETE
 * faults`, `GET state`. Done: 204. A body that is not understood: 400 and `{errors}`.
 */
export function createControlRoutes({ control, state }: ControlRoutesParts): Hono {
  const routes = new Hono()
  routes.use(async ({ req, json }, next) => {
    // Some page on the web, open in the same browser, has no business with it.
    const site = req.header('Sec-Fetch-Site') ?? 'none'
    if (site !== 'none' && site !== 'same-origin') return json({ errors: ['Not from another site'] }, 403)
    return next()
  })
  routes.get('/state', (context) => {
    const newest = limit.safeParse(context.req.query('limit'))
    return newest.success
      ? context.json(state(newest.data))
      : context.json({ errors: ['limit: a whole number'] }, 400)
  })
  routes.post('/faults', (context) => obey(context, faultRule, control.addFault))
  routes.delete('/faults', (context) => obey(context, z.unknown(), control.clearFaults))
  routes.post('/settings', (context) => obey(context, settingsChange, control.change))
  routes.post('/reset', (context) => obey(context, z.unknown(), control.reset))
  routes.post('/revoke', (context) => obey(context, z.unknown(), control.revoke))
  routes.post('/clock', (context) => obey(context, clock, ({ advance_ms }) => control.advance(advance_ms)))
  routes.post('/contacts', (context) =>
    obey(context, contacts, (order) => control.putContacts(order.contacts)),
  )
  routes.post('/lists', (context) => obey(context, lists, (order) => control.putLists(order.lists)))
  routes.post('/custom_fields', (context) =>
    obey(context, customFields, (order) => control.putCustomFields(order.custom_fields)),
  )
  return routes
}

async function obey<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
  act: (order: z.output<Schema>) => void,
): Promise<Response> {
  const order = schema.safeParse(await context.req.json().catch(() => undefined))
  if (!order.success) {
    const errors = order.error.issues.map(({ path, message }) =>
      [path.join('.'), message].filter(Boolean).join(': '),
    )
    return context.json({ errors }, 400)
  }
  act(order.data)
  return context.body(null, 204)
}
