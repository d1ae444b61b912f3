import { PATHS } from '../../contract.ts'
import type { Assets } from './assets.ts'

/** Where the files of this version stand, which never change: `/v1.0.0/`. */
export const PINNED_PREFIX = `/v${VERSION}/`

/** The script of one version, whose hash a page can write down: the tag that asks for it. */
export type PinnedScript = { tag: string }

/** Undefined where no widget was built. */
export function pinnedScript(assets: Assets, publicUrl: string): PinnedScript | undefined {
  const asset = assets.get(PATHS.script)
  const source = `${publicUrl}${PINNED_PREFIX}signup.js`
  return (
    asset && {
      tag: `<script src="${source}" integrity="${asset.integrity}" crossorigin="anonymous" async></script>`,
    }
  )
}
