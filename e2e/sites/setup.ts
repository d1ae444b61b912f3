import { ALL_SOFTWARE } from './all-software.ts'

/** Downloads what is missing; what cannot be downloaded is named at the end. */
export default async function setup(): Promise<void> {
  for (const { name, missing, install } of ALL_SOFTWARE) {
    const what = missing()
    if (what === undefined) continue
    console.log(`${name}: ${what} is not here: trying to fetch it.`)
    try {
      await install()
    } catch (error) {
      console.log(String(error))
    }
  }
}
