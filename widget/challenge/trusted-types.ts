/** As far as used here. What it makes is an object that goes wherever an address goes; lib.dom does not know it. */
export type ScriptAddresses = { createScriptURL(address: string): string }
declare global {
  var trustedTypes: { createPolicy(name: string, rules: ScriptAddresses): ScriptAddresses } | undefined
}

/** A page may ask for trusted types. A policy of ours is named for it to allow, and lets through what `allowed` does only. */
export function trustScripts(name: string, allowed: (address: string) => boolean): ScriptAddresses {
  const rules = { createScriptURL: (address: string) => (allowed(address) ? address : '') }
  return globalThis.trustedTypes?.createPolicy(name, rules) ?? rules
}
