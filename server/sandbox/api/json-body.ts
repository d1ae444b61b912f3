export type JsonBody = { kind: 'json'; value: unknown } | { kind: 'malformed' } | { kind: 'other-type' }

/** Reads a body that must be `application/json`. */
export async function readJson(request: Request): Promise<JsonBody> {
  const type = request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return { kind: 'other-type' }
  try {
    return { kind: 'json', value: JSON.parse(await request.text()) }
  } catch {
    return { kind: 'malformed' }
  }
}
