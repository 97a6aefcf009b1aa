import type { FlowRunState } from '@millrace/runtime'
import { expect, it } from 'vitest'
import { flowProgress } from './flowProgress.ts'

const run: FlowRunState = {
  flow: 'F',
  status: 'STARTED',
  startedAt: 0,
  records: 2,
  elements: 0,
  total: 1,
  succeeded: 0,
  failures: [],
}

it.each<[FlowRunState | undefined, string]>([
  [undefined, ''],
  [run, ''],
  [{ ...run, elements: 512 }, ' 512'],
  [{ ...run, total: 12, succeeded: 2, failures: [{ name: 'Ng', id: null, message: 'No.' }] }, ' 3/12'],
  [{ ...run, status: 'FINISHED', elements: 512 }, ''],
])('%o is shown as "%s"', (state, expected) => expect(flowProgress(state)).toBe(expected))
