import type { Described } from './Field.tsx'
import { TextField } from './text.tsx'

/** A day of the calendar with its year, as YYYY-MM-DD whatever the visitor sees. */
export function DateField(props: Described & { value?: string }) {
  // Without a maximum the browser takes years of six digits.
  return <TextField {...props} topic="date" input={{ type: 'date', max: '9999-12-31' }} />
}
