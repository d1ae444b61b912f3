import { errorCode } from '../../http/error-code.ts'
import { StoreError } from '../database.ts'

/** What the store uses of `node:sqlite` and of the package with the same API. */
export type SqliteModule = Pick<typeof import('@photostructure/sqlite'), 'DatabaseSync'>

/**
 * Node's own SQLite if this Node has it without a flag (22.13 and later); otherwise the package, which operators with
 * Node 20 install beside the relay. Rejects with the line that installs it.
 */
export async function sqliteModule(
  builtIn = builtInSqlite(),
  installed: () => Promise<SqliteModule> = () => import('@photostructure/sqlite'),
): Promise<SqliteModule> {
  return builtIn && isSqliteModule(builtIn) ? builtIn : await installed().catch(explainMissing)
}

/** Without the warning that it is experimental in Node 22, since operators can do nothing about it. */
function builtInSqlite(): object | undefined {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return process.getBuiltinModule('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
}

function isSqliteModule(module: object): module is SqliteModule {
  return 'DatabaseSync' in module
}

function explainMissing(error: unknown): never {
  if (errorCode(error) !== 'ERR_MODULE_NOT_FOUND') throw error
  throw new StoreError(
    'unreachable',
    `Node ${process.versions.node} has no SQLite of its own. Use Node 22.13 or later, or install it beside the relay: npm install @photostructure/sqlite@1.2.1 (or run: npx -p signup-relay -p @photostructure/sqlite@1.2.1 signup-relay)`,
  )
}
