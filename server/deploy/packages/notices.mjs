import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const DATA = 'widget/form/address/format-data.ts'
/** What bundlers write into a file has no path. */
const HELPERS = [
  [/^\0vite\//, 'node_modules/vite'],
  [/^\0(rolldown\/|@oxc-project\b)/, 'node_modules/rolldown'],
]

/**
 * The text of THIRD-PARTY-NOTICES.txt for a package that holds the given builds: who wrote what is bundled in it, and
 * under which licence. Throws if something is bundled that comes without one.
 */
export function noticesOf(...builds) {
  const modules = builds.flatMap((name) => JSON.parse(read(`dist/bundled/${name}.json`)))
  const folders = [...new Set(modules.flatMap((id) => folderOf(id) ?? []))].sort()
  const notices = folders.map(noticeOf)
  if (modules.includes(DATA)) notices.push(noticeOfData())
  return ['This package contains work of others.\n', ...notices].join(`\n${'-'.repeat(80)}\n\n`)
}

function folderOf(id) {
  const [, helper] = HELPERS.find(([pattern]) => pattern.test(id)) ?? []
  return helper ?? /^.*node_modules\/(@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0]
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(read(join(folder, 'package.json')))
  const file = readdirSync(folder).find((file) => /^licen[cs]e(\.(md|txt))?$/i.test(file))
  if (!file) throw new Error(`${folder} is bundled, and has no licence file`)
  // What Vite and Rolldown are made of themselves is not in our files.
  const [text] = read(join(folder, file)).split(/^#+ (?:Licenses of bundled|Third-party)/im)
  return `${name} ${version} (${license})\n\n${text.trim()}\n`
}

/** The data's own comment says where it comes from; our licence is the MIT that its package has too. */
function noticeOfData() {
  const comment = read(DATA).match(/^\/\/ .*$/gm) ?? []
  const [, copyright] = /\(MIT, (.+?)\)\.$/m.exec(read(DATA)) ?? []
  if (!copyright) throw new Error(`${DATA} does not say whose it is`)
  const mit = read('LICENSE').replace(/^Copyright .*$/m, copyright)
  return `How countries write addresses\n\n${comment.map((line) => line.slice(3)).join('\n')}
CC BY 4.0: https://creativecommons.org/licenses/by/4.0/legalcode\n\n${mit.trim()}\n`
}

function read(path) {
  if (!existsSync(path)) throw new Error(`${path} is missing: run "npm run build"`)
  return readFileSync(path, 'utf8')
}
