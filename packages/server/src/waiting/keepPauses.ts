import { keepWaiting, type Tx } from '@millrace/database'
import type { RunOutcome } from '@millrace/flow'
import type { Flow } from '@millrace/metadata'
import { createHash } from 'node:crypto'

/// The run that interviews belong to which now wait.
export interface PausedRun {
  readonly id: string
  /// API name.
  readonly flow: string
  readonly userId: string
}

/// Keeps the interviews of [outcome] that wait, in the transaction of their run. [positions] says which of the run's
/// interviews they are.
export async function keepPauses(
  tx: Tx,
  { id, flow, userId }: PausedRun,
  { interviews }: RunOutcome,
  positions: (i: number) => number = i => i,
): Promise<void> {
  for (const [i, { guid, pause }] of interviews.entries()) {
    if (!pause) continue
    const texts = pause.flows.map(one => ({ hash: textHash(one), file: one.file, text: one.source }))
    await keepWaiting(
      tx,
      [
        {
          guid,
          runId: id,
          position: positions(i),
          userId,
          flow,
          element: pause.element,
          state: pause.state,
          versions: texts.map(({ hash }) => hash),
          events: pause.events,
        },
      ],
      texts,
    )
  }
}

/// Names the text of a flow.
export const textHash = ({ source }: Pick<Flow, 'source'>): string => createHash('sha256').update(source).digest('hex')
