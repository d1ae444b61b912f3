import { PATHS } from '../../contract.ts'
import type { Assets } from './assets.ts'

/** Where the files of this version are served, which never change: `/v1.0.0/`. */
export const PINNED_PREFIX = `/v${VERSION}/`

/** The tag for the script of exactly this version, with its hash. */
export type PinnedScript = { tag: string }

/** Undefined if no widget was built. */
export function pinnedScript(assets: Assets, publicUrl: string): PinnedScript | undefined {
  const asset = assets.get(PATHS.script)
  const source = `${publicUrl}${PINNED_PREFIX}signup.js`
  return (
    asset && {
      tag: `<script src="${source}" integrity="${asset.integrity}" crossorigin="anonymous" async></script>`,
    }
  )
}
