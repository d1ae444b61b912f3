/** The system's code in an error, such as `ENOENT`; `unknown error` where there is none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}
