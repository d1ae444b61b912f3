import { spawnSync } from 'node:child_process'

/** Fails on a known weakness, high or worse, in what is deployed. A registry that keeps no list of them is said, loudly. */
const { stdout, status } = spawnSync('npm', ['audit', '--omit=dev', '--audit-level=high', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
})

/** @type {{ auditReportVersion?: number, message?: string, vulnerabilities?: Record<string, { severity: string, range: string }> }} */
const report = JSON.parse(stdout || '{}')

if (report.auditReportVersion === undefined) {
  const why = report.message ?? 'npm audit said nothing'
  process.stdout.write(`\n!!! NOT AUDITED: this registry does not say what is weak (${why}).\n\n`)
} else {
  const found = Object.entries(report.vulnerabilities ?? {})
  for (const [name, { severity, range }] of found) process.stdout.write(`${severity}  ${name} ${range}\n`)
  process.stdout.write(
    `Audited what is deployed: ${found.length} weaknesses known, ${status === 0 ? 'none' : 'SOME'} high.\n`,
  )
  process.exitCode = status ?? 1
}
