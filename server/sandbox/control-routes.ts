import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { seedContactSchema } from './account/seed-contact.ts'
import type { Control } from './control.ts'
import { faultRule } from './rules/faults.ts'
import { settingsChange } from './rules/settings.ts'
import type { State } from './state.ts'

const lists = z.strictObject({
  lists: z.array(
    z.strictObject({
      list_id: z.guid(),
      name: z.string(),
      description: z.string().optional(),
      deleted_at: z.string().optional(),
    }),
  ),
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
      metadata: z
        .strictObject({
          allow_negative: z.boolean().optional(),
          integer: z.boolean().optional(),
          decimal_places: z.int().min(0).max(4).optional(),
          display_type: z.string().optional(),
        })
        .optional(),
      choices: z
        .array(
          z.union([
            z.string(),
            z.strictObject({ choice_label: z.string(), deleted_at: z.string().optional() }),
          ]),
        )
        .optional(),
    }),
  ),
})
const contacts = z.strictObject({ contacts: z.array(seedContactSchema) })
const clock = z.strictObject({ advance_ms: z.int().min(0) })
const limit = z.coerce.number().int().min(0).optional()

type Dependencies = { control: Control; state: (limit?: number) => State }

/**
 * The routes under `/sandbox`: `POST faults settings reset clock revoke contacts lists custom_fields`, `DELETE
 * faults`, `GET state`. Success: 204. An invalid body: 400 with `{errors}`.
 */
export function createControlRoutes({ control, state }: Dependencies): Hono {
  const routes = new Hono()
  routes.use(async ({ req, json }, next) => {
    // Another site open in the same browser must not control the sandbox.
    const site = req.header('Sec-Fetch-Site') ?? 'none'
    if (site !== 'none' && site !== 'same-origin')
      return json({ errors: ['Cross-site requests are not allowed'] }, 403)
    return next()
  })
  routes.get('/state', (context) => {
    const newest = limit.safeParse(context.req.query('limit'))
    return newest.success
      ? context.json(state(newest.data))
      : context.json({ errors: ['limit must be a whole number, 0 or more'] }, 400)
  })
  routes.post('/faults', (context) => apply(context, faultRule, control.addFault))
  routes.delete('/faults', (context) => apply(context, z.unknown(), control.clearFaults))
  routes.post('/settings', (context) => apply(context, settingsChange, control.change))
  routes.post('/reset', (context) => apply(context, z.unknown(), control.reset))
  routes.post('/revoke', (context) => apply(context, z.unknown(), control.revoke))
  routes.post('/clock', (context) => apply(context, clock, ({ advance_ms }) => control.advance(advance_ms)))
  routes.post('/contacts', (context) =>
    apply(context, contacts, (body) => control.putContacts(body.contacts)),
  )
  routes.post('/lists', (context) => apply(context, lists, (body) => control.putLists(body.lists)))
  routes.post('/custom_fields', (context) =>
    apply(context, customFields, (body) => control.putCustomFields(body.custom_fields)),
  )
  return routes
}

async function apply<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
  action: (body: z.output<Schema>) => void,
): Promise<Response> {
  const parsed = schema.safeParse(await context.req.json().catch(() => undefined))
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) =>
      [path.join('.'), message].filter(Boolean).join(': '),
    )
    return context.json({ errors }, 400)
  }
  action(parsed.data)
  return context.body(null, 204)
}
