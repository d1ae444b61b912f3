/** A random UUID (version 4), also on plain http where `crypto.randomUUID` is missing. */
export function createSubmissionId(crypto: Crypto): string {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  // Old libraries put an Array.from in place that knows of no second argument.
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5')
}
