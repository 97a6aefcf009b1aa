import { buildSchema } from '@millrace/database'
import { checkFlow, compileFlow, type FlowHost, type FlowProgram, type FlowProject } from '@millrace/flow'
import { parseFlow } from '@millrace/metadata'

/// The world of a run without a database; the store and the trace are the benchmark's.
export const memoryHost: Omit<FlowHost, 'store' | 'trace'> = {
  now: Date.now,
  newGuid: () => 'bench',
  timeZone: 'UTC',
  locale: 'en_US',
  globals: { User: {}, Profile: {}, UserRole: {}, Organization: {} },
  hasPermission: () => false,
}

/// A project of standard objects only.
export const memoryProject = (): FlowProject => ({
  schema: buildSchema([]),
  flow: () => undefined,
  flowNames: [],
  label: () => undefined,
  customPermissions: new Set(),
  lenient: false,
})

/// A flow from its text, ready to run. Throws when the check finds an error in it.
export function prepareFlow(name: string, source: string, project: FlowProject = memoryProject()): FlowProgram {
  const { flow, diagnostics } = parseFlow(source, `${name}.flow-meta.xml`)
  const problems = flow ? checkFlow(flow, project).filter(one => one.severity === 'error') : diagnostics
  if (!flow || problems.length > 0) throw new Error(problems.map(one => one.message).join('\n'))
  return compileFlow(flow, project)
}
