import { NEXT } from './next-software.ts'
import { WORDPRESS } from './wordpress-software.ts'

/** Software of others that sites are made with: it is fetched for these tests and never part of ours. */
export type Software = {
  name: string
  /** What of it is not here; undefined when all is. */
  missing(): string | undefined
  /** Which version is here. */
  version(): string
  /** Fetches it, or throws. */
  install(): Promise<void>
  /** What to do where it could not be fetched. */
  remedy: string
}

export const SOFTWARE: Software[] = [WORDPRESS, NEXT]
