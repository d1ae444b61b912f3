const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u

/** True for a dot-atom, one `@` and a dotted domain; letters of any script are allowed. */
export function isAddress(address: string): boolean {
  const [local, domain, ...more] = address.split('@')
  if (local === undefined || domain === undefined || more.length > 0) return false
  const labels = domain.split('.')
  return (
    LOCAL.test(local) && local.length <= 64 && labels.length > 1 && labels.every((part) => LABEL.test(part))
  )
}
