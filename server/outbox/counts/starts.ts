import type { Logger } from 'pino'
import { loggableError } from '../../http/loggable-error.ts'
import type { Database } from '../../store/database.ts'
import { SECOND_MS } from '../../time/duration.ts'
import type { Sleep } from '../../time/timeout.ts'
import { changeOutbox } from '../change.ts'
import { type CountedAs, OTHER } from './counted-as.ts'
import { createTally, keyOf } from './tally.ts'

type Parts = { database: Database; sleep: Sleep; log: Pick<Logger, 'warn'> }

const GATHER_MS = 2 * SECOND_MS
const MOST_GATHERED = 500

/** Starts are gathered for a moment and written together. A kill in between loses them, which harms nobody. */
export function createStarts({ database, sleep, log }: Parts) {
  const tally = createTally()
  const gathered = new Map<string, CountedAs & { times: number }>()

  async function writeSoon(): Promise<void> {
    try {
      await sleep(GATHER_MS)
      const counted = [...gathered.values()]
      gathered.clear()
      await changeOutbox(database, (change) => tally.add(change, 'started', counted))
    } catch (error) {
      gathered.clear()
      log.warn(loggableError(error), 'starts of forms were not counted')
    }
  }

  return {
    count(started: CountedAs): void {
      const isNew = !gathered.has(keyOf(started))
      const one =
        isNew && gathered.size >= MOST_GATHERED ? { ...started, page: OTHER, campaign: '' } : started
      if (gathered.size === 0) void writeSoon()
      const { times } = gathered.get(keyOf(one)) ?? { times: 0 }
      gathered.set(keyOf(one), { ...one, times: times + 1 })
    },
  }
}
