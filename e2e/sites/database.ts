import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { type Server, startServer } from './server.ts'
import { findDatabase } from './wordpress-software.ts'

/** Starts MariaDB with an empty database in a folder, reachable only through its socket. */
export async function startDatabase(folder: string, name: string): Promise<Server & { socket: string }> {
  const program = findDatabase()
  if (program === undefined) throw new Error('MariaDB is not here')
  const [data, socket, first] = [join(folder, 'data'), join(folder, 'socket'), join(folder, 'first.sql')]
  await mkdir(data)
  await writeFile(first, `CREATE DATABASE ${name};\n`)
  const words = [
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${socket}`,
    `--init-file=${first}`,
    `--user=${userInfo().username}`,
    '--skip-networking',
    // It has no accounts, so it needs no account tables.
    '--skip-grant-tables',
    '--innodb-log-file-size=8M',
    '--innodb-flush-log-at-trx-commit=0',
  ]
  const server = await startServer(program, words, async () => existsSync(socket))
  return { ...server, socket }
}
