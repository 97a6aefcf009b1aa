import { runInterviews, type FlowHost, type FlowProgram, type InterviewOutcome, type RunOutcome } from '@millrace/flow'
import type { Value } from '@millrace/values'

/// Runs interviews of which those that go well are kept: when one fails everything is undone, and each runs by itself.
/// Failed only when every one of them did. What left the database, such as a callout, is done anew then.
///
/// Source: Salesforce release notes, "Enable Partial Save for Invocable Actions".
export async function runAndKeepGood(
  program: FlowProgram,
  inputs: readonly ReadonlyMap<string, Value>[],
  host: FlowHost,
): Promise<RunOutcome> {
  const together = await runInterviews(program, inputs, host)
  if (!together.failed || host.signal?.aborted) return together
  await host.store.rollbackAll()
  const interviews: InterviewOutcome[] = []
  const usage = { soqlQueries: 0, queryRows: 0, dmlStatements: 0, dmlRows: 0 }
  for (const values of inputs) {
    const savepoint = await host.store.savepoint()
    const alone = await runInterviews(program, [values], host)
    await (alone.failed ? savepoint.rollback() : savepoint.release())
    interviews.push(...alone.interviews)
    for (const limit of ['soqlQueries', 'queryRows', 'dmlStatements', 'dmlRows'] as const)
      usage[limit] += alone.usage[limit]
  }
  return { failed: interviews.every(({ fault }) => fault !== null), interviews, usage }
}
