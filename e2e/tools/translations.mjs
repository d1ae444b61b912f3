import { runnerImport } from 'vite'

/** Checks every language file against keys.json: prints what is missing, and fails on what the build refuses. */
const { module } = await runnerImport('./widget/messages/build/languages.ts', {
  configFile: false,
  logLevel: 'error',
})
const { messages, faults, missing } = module.readLanguages()
for (const [tag, keys] of Object.entries(missing)) {
  console.log(`${tag} lacks ${keys.length} keys, which are English until they are there:`)
  for (const key of keys) console.log(`  ${key}`)
}
for (const fault of faults) console.error(fault)
const tags = Object.keys(messages)
const complete = tags.filter((tag) => !missing[tag])
console.log(
  `translations: ${tags.length} languages, ${complete.length} of them complete, ${faults.length} faults`,
)
if (faults.length > 0 || tags.length === 0) process.exitCode = 1
