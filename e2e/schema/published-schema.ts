import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject } from 'ajv'
import { parse } from 'yaml'

const SCHEMA = 'createOrUpdateContact_request'
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** What the published document finds wrong with the body of a `sign_up_form`: where, and by which rule. */
export type SchemaFaults = (body: unknown) => { path: string; rule: string }[]

/**
 * Reads the document that `OPENAPI_DOCUMENT` names. It allows properties that it does not know, which Constant Contact would
 * lose in silence; here they are faults.
 */
export function readPublishedSchema(): SchemaFaults {
  const document: unknown = parse(readFileSync(process.env['OPENAPI_DOCUMENT'] ?? '', 'utf8'), reviver)
  const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false, formats: { uuid: UUID } })
  ajv.addSchema({ $id: 'vendor', ...Object(document) })
  const validate = ajv.getSchema(`vendor#/components/schemas/${SCHEMA}`)
  if (validate === undefined) throw new Error(`The document has no schema ${SCHEMA}`)
  return (body) => {
    validate(body)
    return (validate.errors ?? []).map(({ instancePath, keyword }: ErrorObject) => ({
      path: instancePath,
      rule: keyword,
    }))
  }
}

/** Closes every object schema under `components.schemas` that says which properties it has. */
function reviver(_key: unknown, value: unknown): unknown {
  const schema: Record<string, unknown> = Object(value)
  const isObjectSchema = schema['type'] === 'object' && typeof schema['properties'] === 'object'
  return isObjectSchema ? { ...schema, additionalProperties: false } : value
}
