import type { ComponentChildren } from 'preact'
import { publicPathOf } from '../../http/public-path.ts'
import { redirectResponse } from '../../routes/page.ts'
import type { OwnerParts } from '../owner-parts.ts'
import { consoleResponse } from '../page.tsx'
import { type ConsoleContext, link } from '../routes.ts'
import { readSettingsView, SEE_BELOW, saveTyped, type Typed, type TypedSettings } from '../settings-view.ts'
import styles from './set-up.css?inline'
import { nextStep, pathOf, STEPS, type Step, StepList, stepsDone, TITLES } from './steps.tsx'

export type StepParts = Pick<OwnerParts, 'settings' | 'connectedAt' | 'applied'>

/** What a step shows: the settings, and which steps are done. */
export type View = Awaited<ReturnType<typeof readView>>

export async function readView({ settings, connectedAt }: StepParts, typed: Typed = {}) {
  const view = await readSettingsView(settings, typed)
  const isConnected = (await connectedAt()) !== undefined
  return { ...view, done: stepsDone({ isSet: view.isSet, isConnected }) }
}

export type StepContent = (view: View) => ComponentChildren | Promise<ComponentChildren>
type StepPage = Typed & {
  content: StepContent
  notice?: { kind: 'problem'; text: string }
  /** Where its form may lead beside the relay. */
  formAction?: readonly string[]
}

/** Shows a step. One whose turn has not come leads to the one that is next. */
export async function stepResponse(
  context: ConsoleContext,
  parts: StepParts,
  step: Step,
  { content, form, faults = [], notice, formAction }: StepPage,
): Promise<Response> {
  const view = await readView(parts, { ...(form && { form }), faults })
  const next = nextStep(view.done)
  if (STEPS.indexOf(step) > STEPS.indexOf(next)) return redirectTo(view, next)
  const problem = faults.length > 0 ? SEE_BELOW : undefined
  return consoleResponse(context, {
    title: `Set up: ${TITLES[step]}`,
    styles,
    ...(formAction && { formAction }),
    ...((notice ?? problem) && { status: 422, notice: notice ?? problem }),
    content: (
      <>
        <StepList current={step} done={view.done} link={(path) => link(context, path)} />
        {await content(view)}
      </>
    ),
  })
}

const STALE = {
  kind: 'problem',
  text: 'Nothing was saved, because somebody else has saved settings since you opened this page. Check them, and save again.',
} as const

/** Leads to a step, at the path of the relay's address as it is set now. */
export const redirectTo = ({ publicUrl }: Pick<View, 'publicUrl'>, step: Step): Response =>
  redirectResponse(publicPathOf(publicUrl) + pathOf(step))

/**
 * Saves what was typed in a step and leads to the next one, or shows the step again with what is wrong. What the environment sets
 * stays as it is.
 */
export async function saveStep(
  context: ConsoleContext,
  parts: StepParts,
  step: Step,
  content: StepContent,
  typed: TypedSettings,
): Promise<Response> {
  const form = context.get('form')
  const saved = await saveTyped(parts.settings, form, typed)
  switch (saved.kind) {
    case 'stale':
      form.delete('version')
      return stepResponse(context, parts, step, { content, form, notice: STALE })
    case 'faults':
      return stepResponse(context, parts, step, { content, form, faults: saved.faults })
    case 'saved':
      await parts.applied(saved.version)
      return redirectTo(await readView(parts), STEPS[STEPS.indexOf(step) + 1] ?? 'form')
  }
}
