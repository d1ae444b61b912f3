// npm run test:schema -- [DOCUMENT]: checks what the relay sends against Constant Contact's published OpenAPI document, which
// is not part of this project.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { resolve } from 'node:path'

const DEFAULT = '../shared/constant-contact/openapi-signup-subset.yaml'
const document = resolve(process.argv[2] ?? process.env.OPENAPI_DOCUMENT ?? DEFAULT)

if (isReadable(document)) {
  const { status } = spawnSync(
    'npx',
    ['playwright', 'test', '--config', 'e2e/playwright.config.ts', '--project=schema'],
    { stdio: 'inherit', env: { ...process.env, OPENAPI_DOCUMENT: document } },
  )
  process.exitCode = status ?? 1
} else {
  console.error(
    `There is no OpenAPI document at ${document}. Name it as the argument or in OPENAPI_DOCUMENT. It is the document that Constant Contact publishes for its V3 API, or the part of it with sign_up_form.`,
  )
  process.exitCode = 1
}

function isReadable(path) {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}
