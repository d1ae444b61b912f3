import { EventEmitter } from 'node:events'
import type { Database, Topic } from '../database.ts'

export type Announcements = {
  emit(topic: Topic, text: string): void
  listen: Database['listen']
}

/** Passes announcements on to the listeners of this process. */
export function createAnnouncements(): Announcements {
  const emitter = new EventEmitter()
  // Every request that waits for its outcome may listen.
  emitter.setMaxListeners(0)
  return {
    emit: (topic, text) => void emitter.emit(topic, text),
    listen(topic, onAnnouncement) {
      emitter.on(topic, onAnnouncement)
      return () => void emitter.off(topic, onAnnouncement)
    },
  }
}
