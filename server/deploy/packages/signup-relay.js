#!/usr/bin/env node
// The program of the package. It is apart from the relay, of which an older Node cannot even read the first lines.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major > 20 || (major === 20 && minor >= 19)) {
  import('./server/main.js')
} else {
  process.stderr.write(
    `The relay needs Node 22.13 or later, or at least 20.19. This is Node ${process.versions.node}.\n`,
  )
  process.exitCode = 1
}
