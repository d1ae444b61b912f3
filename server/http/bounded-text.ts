/** `cut`: the connection ended early. `timeout`: the signal's time ran out. `too_large`: more than `limit` bytes. */
export type BoundedText = { kind: 'text'; text: string } | { kind: 'cut' | 'timeout' | 'too_large' }

/**
 * Reads a response's body, but never more than `limitBytes` of it, and never beyond `signal`, which must be the one that
 * the request was made with. The rest of a body that is too large is not downloaded.
 */
export async function boundedText(
  response: Response,
  limitBytes: number,
  signal: AbortSignal,
): Promise<BoundedText> {
  try {
    const { bytes, isWhole } = await boundedBytes(response, limitBytes)
    return isWhole ? { kind: 'text', text: bytes.toString('utf8') } : { kind: 'too_large' }
  } catch {
    return { kind: signal.aborted ? 'timeout' : 'cut' }
  }
}

/** Reads a body, but no more than `limit` bytes of it; `isWhole`: that was all of it. Rejects where the connection ends early. */
export async function boundedBytes({ body }: Request | Response, limit: number) {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop cancels the stream.
  for await (const chunk of body ?? []) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size > limit) return { bytes: Buffer.concat(chunks, limit), isWhole: false }
  }
  return { bytes: Buffer.concat(chunks), isWhole: true }
}
