/** The letters alone, without what people leave out or add: capitals, accents, dots, spaces, `&` for `and`, `the`. */
export function foldName(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/&/g, 'and')
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}]/gu, '')
    .replace(/^the/, '')
}
