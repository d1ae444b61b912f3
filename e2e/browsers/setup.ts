import { ENGINES } from './engines.ts'

/** Installs what is missing; what cannot be installed is named at the end. */
export default function setup(): void {
  for (const { name, find, install } of ENGINES) {
    if (find() !== undefined) continue
    console.log(`${name} is not here: trying to install it.`)
    try {
      install()
    } catch (error) {
      console.log(String(error))
    }
  }
}
