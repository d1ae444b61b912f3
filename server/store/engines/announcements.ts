import { EventEmitter } from 'node:events'
import type { Topic } from '../database.ts'

export type Announcements = ReturnType<typeof createAnnouncements>

/** Passes announcements on to the listeners of this process. */
export function createAnnouncements() {
  const emitter = new EventEmitter()
  // Every request that waits for its outcome may listen.
  emitter.setMaxListeners(0)
  return {
    emit: (topic: Topic, text: string) => void emitter.emit(topic, text),
    listen(topic: Topic, onAnnouncement: (text: string) => void) {
      emitter.on(topic, onAnnouncement)
      return () => void emitter.off(topic, onAnnouncement)
    },
  }
}
