import type { Given } from './rules.ts'
import { SETTINGS_TABLE } from './table.ts'

/** The relay's address where none is set. */
export function localAddress(port: number | string): string {
  return `http://localhost:${port}`
}

/** The relay's address as browsers see it. One that is wrong counts as not set. */
export function publicUrlOf({ PUBLIC_URL, PORT }: Given): string {
  const port = SETTINGS_TABLE.shape.PORT.safeParse(PORT).data ?? ''
  return SETTINGS_TABLE.shape.PUBLIC_URL.safeParse(PUBLIC_URL).data ?? localAddress(port)
}
