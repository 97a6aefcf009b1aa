import { listOutbox, type Queryable } from '@millrace/database'
import type { ScenarioRecord } from '@millrace/metadata'
import type { Json } from '@millrace/values'
import { fits, show } from './expectations.ts'
import { resolveReferences, type NamedRecord } from './references.ts'

/// What the run left for the world outside, in order; what stands in a message's `detail` stands beside the rest.
export async function outboxOf(database: Queryable): Promise<ScenarioRecord[]> {
  const rows = await listOutbox(database, { limit: 1000, flow: null, runId: null, userId: null })
  return rows.toReversed().map(({ kind, to, subject, body, relatedId, detail }) => ({
    ...(detail as ScenarioRecord),
    kind,
    to: [...to],
    subject,
    body,
    relatedId,
  }))
}

/// Which of the [expected] messages are not there, in any order, and how many others are.
export function failedOutbox(
  expected: readonly ScenarioRecord[],
  found: readonly ScenarioRecord[],
  named: ReadonlyMap<string, NamedRecord>,
): string[] {
  const left = [...found]
  const failures = expected.flatMap(stated => {
    const wanted = resolveReferences(stated, named)
    const match = left.findIndex(message => fits(wanted, message))
    if (match < 0) return [`outbox: expected ${show(wanted)}, found ${show(found as Json)}.`]
    left.splice(match, 1)
    return []
  })
  return failures.length || left.length === 0 ? failures : [`outbox: found besides ${show(left)}.`]
}
