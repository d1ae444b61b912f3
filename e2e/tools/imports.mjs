import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { parseSync, Visitor } from 'vite'
import { EXCEPTIONS, SEES, SERVER_LAYERS, WIDGET_FOR_PAGES } from './import-rules.mjs'

/**
 * Fails on an import that runs in a circle or against `import-rules.mjs`; imports of types count.
 * Our own because nothing ready-made does it: dependency-cruiser reads TypeScript through the compiler API that
 * TypeScript 7 lacks, and Biome compares the path as written, not the file it resolves to.
 */
const files = ['widget', 'server', 'e2e'].flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.(tsx?|mjs|jsx?)$/.test(path) && !path.includes('/node_modules/')),
)
const imports = new Map(files.map((file) => [file, importsOf(file)]))
const used = new Set()

const faults = [...circles(), ...files.flatMap(forbiddenImports)]
for (const exception of EXCEPTIONS) {
  if (!used.has(exception))
    faults.push(`no longer needed: the exception for ${exception.from} → ${exception.to}`)
}
for (const fault of faults) console.error(fault)
const count = [...imports.values()].flat().length
console.log(
  `imports: ${count} in ${files.length} files, ${faults.length} against the rules, ${EXCEPTIONS.length} exceptions`,
)
if (faults.length > 0 || count === 0) process.exitCode = 1

/** The files of this project that a file imports, types and `import()` included. */
function importsOf(file) {
  const found = new Set()
  const add = ({ source }) => {
    if (/^\.\.?\//.test(source?.value ?? '')) found.add(join(dirname(file), source.value.replace(/\?.*/, '')))
  }
  new Visitor({
    ImportDeclaration: add,
    ExportNamedDeclaration: add,
    ExportAllDeclaration: add,
    ImportExpression: add,
    TSImportType: add,
  }).visit(parseSync(file, readFileSync(file, 'utf8')).program)
  return [...found]
}

function forbiddenImports(file) {
  const seen = seenBy(file)
  return imports
    .get(file)
    .filter((to) => !seen.some((path) => within(path, to)) && !isException(file, to))
    .map((to) => `${file} must not import ${to}`)
}

/** The files and folders that a file may import; a test, and what tests share, sees all of its own part. */
function seenBy(file) {
  const part = file.split('/')[0]
  if (part === 'server' && isForTests(file)) return ['server', ...WIDGET_FOR_PAGES]
  for (const [folder, seen] of Object.entries(SEES)) if (within(folder, file)) return [folder, ...seen]
  if (file.endsWith('.d.ts') && !SERVER_LAYERS.flat().includes(file)) return []
  const layer = SERVER_LAYERS.findIndex((folders) => folders.some((folder) => within(folder, file)))
  if (layer < 0) throw new Error(`${file} is in no layer: add its folder to import-rules.mjs`)
  const own = SERVER_LAYERS[layer].filter((folder) => within(folder, file))
  return [...own, ...SERVER_LAYERS.slice(0, layer).flat(), ...WIDGET_FOR_PAGES]
}

function isForTests(file) {
  return within('server/testing', file) || file.includes('.test.')
}

function isException(from, to) {
  const exception = EXCEPTIONS.find((one) => within(one.from, from) && within(one.to, to))
  used.add(exception)
  return exception !== undefined
}

function within(path, file) {
  return file === path || file.startsWith(`${path}/`)
}

/** Each way that leads from a file back to it, once. */
function circles() {
  const found = []
  const done = new Set()
  const walk = (file, way) => {
    if (way.includes(file)) found.push(`circle: ${[...way.slice(way.indexOf(file)), file].join(' → ')}`)
    if (done.has(file) || way.includes(file)) return
    for (const next of imports.get(file) ?? []) {
      if (!isException(file, next)) walk(next, [...way, file])
    }
    done.add(file)
  }
  for (const file of files) walk(file, [])
  return found
}
