import { expect, test } from 'vitest'
import { expose } from './exposition.ts'

test('writes counters and gauges with their labels', () => {
  const text = expose([
    {
      type: 'counter',
      name: 'calls_total',
      help: 'Calls.',
      samples: [
        { labels: { call: 'sign_up', answer: 'created' }, value: 12 },
        { labels: { call: 'sign_up', answer: 'down' }, value: 0 },
      ],
    },
    { type: 'gauge', name: 'waiting', help: 'Waiting.', samples: [{ value: 3.5 }] },
    { type: 'gauge', name: 'nothing', help: 'Not known.', samples: [] },
  ])
  expect(text).toBe(`# HELP calls_total Calls.
# TYPE calls_total counter
calls_total{call="sign_up",answer="created"} 12
calls_total{call="sign_up",answer="down"} 0
# HELP waiting Waiting.
# TYPE waiting gauge
waiting 3.5
# HELP nothing Not known.
# TYPE nothing gauge
`)
})

test('writes a histogram with its last bucket, sum and count', () => {
  const histogram = {
    buckets: [
      { le: 0.1, count: 2 },
      { le: 1, count: 5 },
    ],
    count: 6,
    sum: 9.25,
  }
  expect(
    expose([{ type: 'histogram', name: 'seconds', help: 'Time.', histogram }]),
  ).toBe(`# HELP seconds Time.
# TYPE seconds histogram
seconds_bucket{le="0.1"} 2
seconds_bucket{le="1"} 5
seconds_bucket{le="+Inf"} 6
seconds_sum 9.25
seconds_count 6
`)
})

test('escapes what would end a label or a line', () => {
  const samples = [{ labels: { said: 'a "b"\\\nc' }, value: 1 }]
  expect(expose([{ type: 'gauge', name: 'odd', help: 'One\ntwo', samples }])).toBe(
    '# HELP odd One\\ntwo\n# TYPE odd gauge\nodd{said="a \\"b\\"\\\\\\nc"} 1\n',
  )
})
