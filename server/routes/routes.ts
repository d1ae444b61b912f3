import { Hono } from 'hono'
import type { Refusal } from '../admission/refusal.ts'
import type { Brand } from '../brand/brand.ts'
import type { Action } from '../contract.ts'

/**
 * What the routes pass to the log: never what a visitor typed. `unknown`: the names of form fields that are ignored. `brand` is
 * for the pages that answer failures.
 */
export type RequestVariables = {
  requestId: string
  refusal?: Refusal
  action?: Action
  unknown?: string[]
  brand?: Brand | undefined
}

/** Some of the relay's paths, to be joined into one application. */
export type Routes = Hono<{ Variables: RequestVariables }>

/** `getPath` is for the application that all are joined into. */
export const createRoutes = (getPath?: (request: Request) => string): Routes =>
  new Hono(getPath && { getPath })
