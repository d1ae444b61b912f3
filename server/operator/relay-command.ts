/** How the operator runs a command of this relay, as it was installed: the only place that knows, for every text that names one. */
export const RELAY = relayCommand(process.argv[1])

/** `script`: the path of the program that Node runs. A package has a program `signup-relay`, and so has the container. */
export function relayCommand(script = ''): string {
  if (/[\\/]node_modules[\\/](\.bin[\\/])?signup-relay/.test(script)) return 'npx signup-relay'
  return /[\\/]signup-relay$/.test(script) ? 'signup-relay' : 'npm run relay --'
}
