import type { InputHTMLAttributes } from 'preact'
import { type Described, Field } from './Field.tsx'

type TextProps = Described & {
  input?: InputHTMLAttributes
  /** What it holds when nothing was typed yet. */
  value?: string
  /** Out of sight and not sent, but what was typed stays. */
  off?: boolean
}

/** A line of text. */
export function TextField({ input, value = '', off, ...described }: TextProps) {
  const { context, path, parts } = described
  return (
    <Field {...described} parts={off ? 'off' : parts}>
      {(control) => (
        <input
          type="text"
          {...control}
          {...input}
          disabled={off === true}
          defaultValue={context.values[path]?.[0] ?? value}
        />
      )}
    </Field>
  )
}
