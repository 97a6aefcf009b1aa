import { whyNotRunnable } from '@millrace/flow'
import { applyEdits, parseFlow, setChildText, type Diagnostic } from '@millrace/metadata'
import type { FastifyInstance } from 'fastify'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { apiError, notFound } from '../../apiError.ts'
import type { Org } from '../../org.ts'
import type { ProjectFlow } from '../../project.ts'

/// `/millrace/v1/flows`: the project's flows with their problems, and activating them.
export function flowListRoutes(app: FastifyInstance, org: Org): void {
  app.get('/millrace/v1/flows', async () => ({ flows: org.project.flows.map(flowJson) }))

  app.post<{ Params: { name: string }; Body: { status: 'Active' | 'Draft' | 'Obsolete' } }>(
    '/millrace/v1/flows/:name/status',
    { schema: { body: statusBody } },
    async ({ params: { name }, body: { status }, userId }) => {
      const caller = await org.caller(userId)
      if (!caller.isAdministrator)
        throw apiError(403, 'INSUFFICIENT_ACCESS', 'Only a System Administrator activates and deactivates flows.')
      const found = org.project.flow(name)
      if (!found) throw notFound(org.project.whyNoFlow(name))
      await writeStatus(join(org.folder, found.flow.file), status)
      await org.reload()
      return flowJson(org.project.flow(name) ?? found)
    },
  )
}

const statusBody = {
  type: 'object',
  required: ['status'],
  additionalProperties: false,
  properties: { status: { enum: ['Active', 'Draft', 'Obsolete'] } },
}

/// Changes the flow file's status and nothing else in it.
async function writeStatus(path: string, status: string): Promise<void> {
  const source = await readFile(path, 'utf8')
  const { flow } = parseFlow(source, path)
  if (!flow) throw apiError(409, 'INVALID_FILE', `The file "${path}" cannot be read as a flow. Mend it first.`)
  await writeFile(path, applyEdits(source, [setChildText(source, flow.xml, 'status', status)]))
}

const flowJson = ({ flow, diagnostics, runnable, isLastGood }: ProjectFlow): object => ({
  apiName: flow.apiName,
  label: flow.label,
  processType: flow.processType,
  status: flow.status,
  runnable,
  reason: whyNotRunnable(flow) ?? (isLastGood ? 'The file has errors; the flow runs as it was before.' : null),
  diagnostics: diagnostics.map(diagnosticJson),
})

/// A diagnostic without the file's offsets, which are of no use to who has not got the file's text.
const diagnosticJson = ({ span: _, ...rest }: Diagnostic): object => rest
