type JsonBody = { kind: 'json'; value: unknown } | { kind: 'malformed' } | { kind: 'not-json' }

/** Reads a body that must have the type `application/json`. */
export async function readJson(request: Request): Promise<JsonBody> {
  const type = request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return { kind: 'not-json' }
  try {
    return { kind: 'json', value: JSON.parse(await request.text()) }
  } catch {
    return { kind: 'malformed' }
  }
}
