import type { Logo } from '../../brand/logo.ts'
import { PATHS } from '../../contract.ts'
import { createRoutes, type Routes } from '../routes.ts'
import { assetResponse, ROLLING, tagOf } from './assets.ts'

/** `GET /v1/logo`: `BRAND_LOGO`, at one address, which mails name for years. */
export function logoRoutes(logo: Logo | undefined): Routes {
  const routes = createRoutes()
  if (logo === undefined) return routes
  const { type, bytes } = logo
  routes.get(PATHS.logo, ({ req }) => {
    const response = assetResponse({ type, tag: tagOf(bytes), bodies: { identity: bytes } }, req.raw, ROLLING)
    // Whatever else the file may be, it is shown as an image only.
    response.headers.set('content-security-policy', "default-src 'none'; sandbox")
    return response
  })
  return routes
}
