import type { ComponentChildren } from 'preact'
import { publicPathOf } from '../../http/public-path.ts'
import { redirectResponse } from '../../routes/page.ts'
import type { Fault } from '../../settings/rules.ts'
import type { OwnerSetting } from '../../settings/stored/owner-settings.ts'
import type { Changes } from '../../settings/stored/save-settings.ts'
import type { StoredSettings } from '../../settings/stored/stored-settings.ts'
import { consoleResponse } from '../page.tsx'
import { type ConsoleContext, link } from '../routes.ts'
import styles from './set-up.css?inline'
import { nextStep, pathOf, STEPS, type Step, StepList, stepsDone, TITLES } from './steps.tsx'

export type StepParts = {
  settings: Pick<StoredSettings, 'read' | 'show' | 'save'>
  /** When the account was connected, in milliseconds since 1970; undefined if it is not connected. */
  connectedAt: () => Promise<number | undefined>
  /** Resolves once this relay serves with the settings of this version. */
  applied: (version: number) => Promise<void>
}

/** What a step shows: the settings as they are, or as they were typed if they could not be saved. */
export type View = Awaited<ReturnType<typeof readView>>

type Typed = { form?: URLSearchParams; faults?: readonly Fault[] }

export async function readView({ settings, connectedAt }: StepParts, { form, faults = [] }: Typed = {}) {
  const { version, settings: all } = await settings.show()
  const shown = (name: OwnerSetting) => all.find((setting) => setting.name === name)
  const isSet = (name: OwnerSetting) => shown(name)?.isSet === true
  const value = (name: OwnerSetting) => shown(name)?.value ?? ''
  return {
    version,
    publicUrl: value('PUBLIC_URL'),
    done: stepsDone({ isSet, isConnected: (await connectedAt()) !== undefined }),
    isSet,
    isLocked: (name: string) =>
      all.some((setting) => setting.name === name && setting.source === 'environment'),
    value: (name: OwnerSetting) => form?.get(name) ?? value(name),
    /** The items of a list, or the boxes that are ticked. */
    values: (name: OwnerSetting) =>
      form?.getAll(name) ??
      value(name)
        .split(/[\s,]+/)
        .filter(Boolean),
    fault: (name: string) => faults.find((fault) => fault.name === name)?.sentence,
  }
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

const SEE_BELOW = { kind: 'problem', text: 'Nothing was saved: please see below.' } as const
const STALE = {
  kind: 'problem',
  text: 'Somebody else has changed the settings meanwhile, so nothing was saved. Please check them, and save again.',
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
  { content, changes }: { content: StepContent; changes: Changes },
): Promise<Response> {
  const form = context.get('form')
  const { isLocked } = await readView(parts)
  const unlocked = Object.entries(changes).filter(([name]) => !isLocked(name))
  const version = Number(form.get('version'))
  const saved = await parts.settings.save(Object.fromEntries(unlocked), { version, by: 'console' })
  switch (saved.kind) {
    case 'stale':
      return stepResponse(context, parts, step, { content, form, notice: STALE })
    case 'faults':
      return stepResponse(context, parts, step, { content, form, faults: saved.faults.map(besideField) })
    case 'saved':
      await parts.applied(saved.version)
      return redirectTo(await readView(parts), STEPS[STEPS.indexOf(step) + 1] ?? 'form')
  }
}

/** A fault names its setting first, which the field beside it has done already. */
function besideField({ name, sentence }: Fault): Fault {
  return {
    name,
    sentence: sentence.startsWith(`${name} `) ? `This ${sentence.slice(name.length + 1)}` : sentence,
  }
}
