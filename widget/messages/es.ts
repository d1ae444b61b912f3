import { en } from './en.ts'
import type { Messages } from './messages.ts'
export const messages: Messages = { ...en, labels: { ...en.labels, language: 'es' } }
