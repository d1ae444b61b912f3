/** A value for a person to read: of an image, its kind and size. */
export function abbreviate(value: string): string {
  const [, type, encoded = ''] = /^data:([^;]+);base64,(.*)$/i.exec(value) ?? []
  return type === undefined ? value : `${type}, ${Math.ceil((encoded.length * 3) / 4000)} kB`
}
