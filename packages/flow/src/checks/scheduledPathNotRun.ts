import type { Check } from './check.ts'

/// # scheduled-path-not-run
/// A flow that records start has a path that runs later: at a time, or after the commit.
///
/// Millrace runs the path that runs immediately, and not that one. Let a flow that waits do what comes later.
export const scheduledPathNotRun: Check = function* ({ flow }) {
  for (const path of flow.start?.scheduledPaths ?? [])
    if (path.connector)
      yield {
        severity: 'warning',
        code: 'scheduled-path-not-run',
        message: `The scheduled path "${path.name || 'Run Asynchronously'}" is not run here: only what runs immediately is.`,
        at: path,
        tag: 'name',
      }
}
