import { type Described, describedBy, Fault, Hint, isFaulty } from './Field.tsx'

/** A single box with its sentence; `value` is sent when it is ticked. */
export function BoxField({ value, ...described }: Described & { value: string }) {
  const { context, path, label, required } = described
  return (
    <div part="field wide">
      <label part="choice">
        <input
          part="box"
          type="checkbox"
          name={path}
          value={value}
          required={required === true}
          aria-invalid={isFaulty(described)}
          aria-describedby={describedBy(described)}
          defaultChecked={path in context.values}
        />
        <span>{label}</span>
      </label>
      <Hint {...described} />
      <Fault {...described} />
    </div>
  )
}
