/**
 * A family of metrics, as Prometheus reads them. Names and label names are ours and need no escape; values of labels may be
 * any text. A histogram's `buckets` are the counts up to each bound, in seconds, each including those before it.
 */
export type Family =
  | { type: 'counter' | 'gauge'; name: string; help: string; samples: readonly Sample[] }
  | { type: 'histogram'; name: string; help: string; histogram: Histogram }

export type Sample = { labels?: Readonly<Record<string, string>>; value: number }
type Histogram = { buckets: readonly { le: number; count: number }[]; count: number; sum: number }

/** The media type of version 0.0.4 of the text format, which every Prometheus reads. */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** Writes metrics in the text format (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export function expose(families: readonly Family[]): string {
  return families.map(written).join('')
}

function written(family: Family): string {
  const { name, help, type } = family
  const lines =
    type === 'histogram'
      ? histogramLines(name, family.histogram)
      : family.samples.map(({ labels, value }) => line(name, value, labels))
  return `# HELP ${name} ${escaped(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`
}

function histogramLines(name: string, { buckets, count, sum }: Histogram): string[] {
  return [
    ...buckets.map((bucket) => line(`${name}_bucket`, bucket.count, { le: String(bucket.le) })),
    line(`${name}_bucket`, count, { le: '+Inf' }),
    line(`${name}_sum`, sum),
    line(`${name}_count`, count),
  ]
}

function line(name: string, value: number, labels: Sample['labels'] = {}): string {
  const pairs = Object.entries(labels).map(
    ([label, text]) => `${label}="${escaped(text).replaceAll('"', '\\"')}"`,
  )
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
}
