import { EventEmitter } from 'node:events'
import type { Database, Topic } from '../database.ts'

export type Announcements = {
  tell(topic: Topic, text: string): void
  listen: Database['listen']
}

/** Carries announcements to the listeners of this process. */
export function createAnnouncements(): Announcements {
  const emitter = new EventEmitter()
  // Every route that waits may listen.
  emitter.setMaxListeners(0)
  return {
    tell: (topic, text) => void emitter.emit(topic, text),
    listen(topic, heard) {
      emitter.on(topic, heard)
      return () => void emitter.off(topic, heard)
    },
  }
}
