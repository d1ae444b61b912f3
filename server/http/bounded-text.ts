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
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    // Leaving the loop cancels the stream.
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength
      if (size > limitBytes) return { kind: 'too_large' }
      chunks.push(chunk)
    }
  } catch {
    return { kind: signal.aborted ? 'timeout' : 'cut' }
  }
  return { kind: 'text', text: Buffer.concat(chunks).toString('utf8') }
}
