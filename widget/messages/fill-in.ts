/** A text with its placeholders filled in: `{n}` by what `places` has for `n`. Nothing in what is filled in counts as one. */
export function fillIn(text: string, places: { [name: string]: string | number }): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => `${places[name] ?? place}`)
}
