import { PATHS } from '../../contract.ts'
import type { Assets } from './assets.ts'

/** Where the files of this version are served, which never change: `/v1.0.0/`. */
export const PINNED_PREFIX = `/v${VERSION}/`

/** The tag for the script of exactly this version, with its hash; undefined if no widget was built. */
export function pinnedTag(assets: Assets, publicUrl: string): string | undefined {
  const asset = assets.get(PATHS.script)
  const source = `${publicUrl}${PINNED_PREFIX}signup.js`
  return (
    asset && `<script src="${source}" integrity="${asset.integrity}" crossorigin="anonymous" async></script>`
  )
}
