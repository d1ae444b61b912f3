/** True for a request with which the browser opens a page, as far as it tells: not for one of a script, or of a frame. */
export function opensPage({ headers }: Request): boolean {
  return (headers.get('sec-fetch-dest') ?? 'document') === 'document'
}
