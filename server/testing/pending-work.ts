import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from '../store/database.ts'

export type PendingWork = {
  watch(database: Database, now: () => number): Database
  idle(): Promise<void>
}

/**
 * Work inside this process ends within a turn of the event loop or continues in the next. Without a database operation in
 * between, nothing takes more turns than this.
 */
const QUIET_TURNS = 8

/** Knows when all work of a test is done: no database operation is pending, and the event loop brings nothing new. */
export function createPendingWork(): PendingWork {
  /** Each database given to `watch`, and each that it returned. */
  const watched = new WeakMap<Database, Database>()
  const listening = new Set<Database>()
  let operations = 0
  let begun = 0
  let hasAnnounced = false
  let lastEnded = () => {}
  let marks = 0

  async function counted<T>(work: () => Promise<T>): Promise<T> {
    operations += 1
    begun += 1
    try {
      return await work()
    } finally {
      operations -= 1
      if (operations === 0) lastEnded()
    }
  }

  function allEnded(): Promise<void> {
    if (operations === 0) return Promise.resolve()
    return new Promise((resolve) => {
      lastEnded = resolve
    })
  }

  async function quiet(): Promise<void> {
    for (let turns = 0; turns < QUIET_TURNS; turns += 1) {
      const before = begun
      await nextTurn()
      await allEnded()
      if (begun > before) turns = 0
    }
  }

  /** PostgreSQL delivers announcements in the order of commits: once a database hears its own mark, it has heard everything before it. */
  async function heardAll(): Promise<void> {
    await Promise.all(
      [...listening].map(async (database) => {
        marks += 1
        const mark = `mark ${marks}`
        let stop = () => {}
        const heard = new Promise<void>((resolve) => {
          stop = database.listen('settled', (text) => {
            if (text === mark) resolve()
          })
        })
        await database.announce('settled', mark)
        await heard
        stop()
      }),
    )
  }

  function noting(database: Database, now: () => number): Database {
    return {
      ...database,
      now: async () => now(),
      announce(topic, text) {
        hasAnnounced = true
        return database.announce(topic, text)
      },
      transaction: (work, ...more) => database.transaction((inner) => work(noting(inner, now)), ...more),
    }
  }

  return {
    watch(database, now) {
      const known = watched.get(database)
      if (known !== undefined) return known
      if (database.engine === 'postgres') listening.add(database)
      const noted = noting(database, now)
      const own: Database = {
        ...noted,
        run: (...statement) => counted(() => noted.run(...statement)),
        all: (...statement) => counted(() => noted.all(...statement)),
        transaction: (...transaction) => counted(() => noted.transaction(...transaction)),
        announce: (...said) => counted(() => noted.announce(...said)),
        close() {
          listening.delete(database)
          return counted(() => noted.close())
        },
      }
      watched.set(database, own).set(own, own)
      return own
    },
    async idle() {
      await quiet()
      while (hasAnnounced) {
        hasAnnounced = false
        await heardAll()
        await quiet()
      }
    },
  }
}
