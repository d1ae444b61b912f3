/**
 * What may be logged of an unexpected error: its name and stack frames, but never its message, which may repeat what
 * somebody typed. Every unexpected error is logged through this function.
 */
export function loggableError(error: unknown): { name: string; frames: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] }
  return { name: error.name, frames: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) }
}
