/** The part used here, which lib.dom lacks. What it creates is an object that is accepted wherever an address is. */
export type ScriptAddresses = { createScriptURL(address: string): string }
declare global {
  var trustedTypes: { createPolicy(name: string, rules: ScriptAddresses): ScriptAddresses } | undefined
}

/** For pages that require Trusted Types: creates a named policy, which the page can allow, and which accepts only what `allowed` does. */
export function trustScripts(name: string, allowed: (address: string) => boolean): ScriptAddresses {
  const rules = { createScriptURL: (address: string) => (allowed(address) ? address : '') }
  return globalThis.trustedTypes?.createPolicy(name, rules) ?? rules
}
