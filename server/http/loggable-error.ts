/** What may be logged of an error that nobody expected: its message may repeat what somebody typed, its frames do not. */
export function whereItFailed(error: unknown): { name: string; frames: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] }
  return { name: error.name, frames: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) }
}
