import type { Configuration } from './configuration.ts'
import { readCapture } from './prefill.ts'

/**
 * The address of a page with the `utm_source` that its form captures, by which the owner sees campaigns. Nothing else of the
 * query is passed on: it may be private.
 */
export function pageWithCampaign(
  page: string,
  configuration: Pick<Configuration, 'capture'>,
  values: { [path: string]: string[] },
): string {
  const link = readCapture(configuration)?.find(({ parameter }) => parameter === 'utm_source')
  const utm_source = link && values[link.path]?.[0]
  return utm_source ? `${page}?${new URLSearchParams({ utm_source })}` : page
}
