/** Headers of an answer that nobody may cache and whose media type browsers must not guess. */
export const NO_STORE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const
