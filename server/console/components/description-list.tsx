import type { ComponentChildren } from 'preact'

export type Pair = readonly [name: string, value: ComponentChildren]

/** Names and values, one below the other; `false` for a pair that is left out. */
export function DescriptionList({ pairs }: { pairs: readonly (Pair | false)[] }) {
  return (
    <dl class="pairs">
      {pairs
        .filter((pair) => pair !== false)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
