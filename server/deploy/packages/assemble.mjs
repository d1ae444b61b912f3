import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noticesOf } from './notices.mjs'

/**
 * Puts the two npm packages together from what was built: `dist/packages/signup-relay` and `dist/packages/signup-widget`.
 * Their manifests follow from package.json, the only one that is written by hand.
 */
const project = JSON.parse(readFileSync('package.json', 'utf8'))
const UNITS = ['signup-relay.service', 'signup-relay@.service']
const SQLITE = '@photostructure/sqlite'

assemble({
  name: 'signup-relay',
  description:
    'The server of a sign-up form for Constant Contact: keeps the token, checks and delivers sign-ups',
  folder: 'server',
  copies: {
    ...{ 'dist/server': 'server', 'dist/widget': 'widget', 'dist/demo': 'demo' },
    'server/deploy/packages/signup-relay.js': 'signup-relay.js',
    ...Object.fromEntries(UNITS.map((unit) => [`server/deploy/${unit}`, `deploy/${unit}`])),
  },
  notices: noticesOf('server', 'widget', 'demo'),
  manifest: {
    bin: { 'signup-relay': 'signup-relay.js' },
    exports: { './package.json': './package.json' },
    dependencies: project.dependencies,
    // Only for Node 20, which has no SQLite of its own.
    peerDependencies: { [SQLITE]: project.devDependencies[SQLITE] },
    peerDependenciesMeta: { [SQLITE]: { optional: true } },
  },
})

assemble({
  name: 'signup-widget',
  description: 'A sign-up form for Constant Contact, for applications that bundle their scripts',
  folder: 'widget',
  copies: { 'dist/npm': '.', 'dist/embed': 'embed', 'widget/signup-widget.d.ts': 'index.d.ts' },
  notices: noticesOf('npm', 'embed'),
  manifest: {
    sideEffects: ['./embed/*'],
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './embed/*': './embed/*',
      './package.json': './package.json',
    },
  },
})

/** `copies`: what of the project goes where. `folder`: where in the repository the package comes from. */
function assemble({ name, description, folder, copies, notices, manifest }) {
  const target = `dist/packages/${name}`
  rmSync(target, { recursive: true, force: true })
  const files = { ...copies, LICENSE: 'LICENSE', [`server/deploy/packages/${name}.md`]: 'README.md' }
  for (const [from, to] of Object.entries(files)) cpSync(from, join(target, to), { recursive: true })
  writeFileSync(`${target}/THIRD-PARTY-NOTICES.txt`, notices)
  const { version, license, author, repository, engines } = project
  const about = { name, version, description, keywords: ['constant contact', 'newsletter', 'sign-up form'] }
  const origin = { license, author, repository: { ...repository, directory: folder } }
  writeFileSync(
    `${target}/package.json`,
    `${JSON.stringify({ ...about, ...origin, type: 'module', files: ['**'], engines, ...manifest }, null, 2)}\n`,
  )
}
