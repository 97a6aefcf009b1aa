import { expect, it } from 'vitest'
import type { TraceEvent } from './answers.ts'
import { traceLines } from './traceLines.ts'

const at = { flow: 'Set_Status', element: 'Set_Status', elementType: 'recordUpdates' }

it.each<[event: TraceEvent, text: string]>([
  [{ kind: 'start', flow: 'Set_Status', element: null, elementType: null }, 'Flow Set_Status'],
  [{ kind: 'element', ...at }, 'Update Records: Set_Status'],
  [
    { kind: 'dml', ...at, detail: { operation: 'update', object: 'Contact', rows: 200 } },
    'Contact: 200 records updated',
  ],
  [{ kind: 'query', ...at, detail: { object: 'Contact', rows: 1 } }, 'Contact: 1 record read'],
  [{ kind: 'rule', ...at, detail: { outcome: null, label: 'Default Outcome' } }, 'Outcome: Default Outcome'],
  [{ kind: 'fault', ...at, detail: { message: 'No.', handled: false } }, 'Fault: No.'],
  [{ kind: 'fault', ...at, detail: { message: 'No.', handled: true } }, 'Fault, handled by the fault path: No.'],
  [
    {
      kind: 'wait',
      ...at,
      detail: {
        phase: 'pause',
        events: [
          { name: 'Later', resumeAt: '2026-01-16T10:00:00.000Z' },
          { name: 'Sent', platformEvent: 'Shipped__e' },
        ],
      },
    },
    'Waits for Later at 2026-01-16T10:00:00.000Z or Sent when a Shipped__e is published',
  ],
  [{ kind: 'wait', ...at, detail: { phase: 'resume', events: [{ name: 'Later' }] } }, 'Resumed by Later'],
  [{ kind: 'loop', ...at, detail: { turns: 3 } }, 'loop, turns 3'],
])('%j reads "%s"', (event, text) => {
  expect(traceLines([event]).map(line => line.text)).toEqual([text])
})
