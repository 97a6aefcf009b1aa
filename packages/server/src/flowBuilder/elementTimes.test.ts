import { expect, it } from 'vitest'
import { elementTimes } from './elementTimes.ts'

const event = (kind: string, element: string | null, t?: number) => ({
  kind,
  element,
  elementType: element && 'recordLookups',
  ...(t !== undefined && { t }),
})

const run = (...events: object[]) => [{ guid: 'g', trace: events }]

it('tells how long each element took in how many runs', () => {
  const runs = [
    run(event('start', null), event('element', 'Get'), event('query', 'Get', 4), event('element', 'Set')),
    run(event('element', 'Get', 1), event('query', 'Get', 11), event('fault', 'Get', 12)),
    null,
  ]
  expect(elementTimes(runs)).toEqual([
    { element: 'Get', elementType: 'recordLookups', count: 2, faults: 1, p50: 4, p95: 11 },
    { element: 'Set', elementType: 'recordLookups', count: 1, faults: 0, p50: 0, p95: 0 },
  ])
})
