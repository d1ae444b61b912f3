import { isLogoData } from '../../brand/logo.ts'
import type { Given } from '../rules.ts'
import type { OwnerSetting, OwnerValues } from './owner-settings.ts'

/** The sandbox has an application of its own. */
export const SANDBOX_APPLICATION: readonly OwnerSetting[] = ['CTCT_CLIENT_ID', 'CTCT_CLIENT_SECRET']

/** What the environment sets, and what is stored where it does not. */
export function withStored(environment: Given, stored: OwnerValues, isSandbox: boolean): Given {
  const usable = { ...stored }
  if (isSandbox) for (const name of SANDBOX_APPLICATION) delete usable[name]
  // Whoever can write to the database must not make the relay read files.
  if (usable.BRAND_LOGO !== undefined && !isLogoData(usable.BRAND_LOGO)) delete usable.BRAND_LOGO
  return { ...usable, ...environment }
}
