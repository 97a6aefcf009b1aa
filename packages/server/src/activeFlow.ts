import { whyNotOpenable, whyNotRunnable } from '@millrace/flow'
import type { Flow } from '@millrace/metadata'
import type { ProjectFlow, RunningProject } from './project.ts'

/// The flow that [name] runs, or why there is none that a caller could run.
export const activeFlow = (project: RunningProject, name: string): ProjectFlow | { readonly missing: string } =>
  activeFlowOf(project, name, whyNotRunnable)

/// The screen flow that [name] opens, or why there is none that a caller could open.
export const activeScreenFlow = (project: RunningProject, name: string): ProjectFlow | { readonly missing: string } =>
  activeFlowOf(project, name, whyNotOpenable)

function activeFlowOf(
  project: RunningProject,
  name: string,
  whyNot: (flow: Flow) => string | null,
): ProjectFlow | { readonly missing: string } {
  const found = project.flow(name)
  if (!found) return { missing: project.whyNoFlow(name) }
  const reason = whyNot(found.flow)
  if (reason) return { missing: reason }
  if (found.flow.status !== 'Active')
    return { missing: `The flow "${name}" is not active: its status is ${found.flow.status}. Activate it to run it.` }
  const error = found.diagnostics.find(({ severity }) => severity === 'error')
  if (error && !found.isLastGood)
    return {
      missing: `The flow "${name}" has errors and cannot run: ${error.message} (${error.file}, line ${error.line})`,
    }
  return found
}
