/** As JSON.stringify, but for `toJSON` methods: old libraries give every array one that makes it a text. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, name) {
    return this[name]
  })
}
