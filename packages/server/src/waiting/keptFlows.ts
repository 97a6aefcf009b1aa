import { flowText, type Queryable } from '@millrace/database'
import { compileFlow, type FlowProgram } from '@millrace/flow'
import { parseFlow, type Flow } from '@millrace/metadata'
import type { RunningProject } from '../project.ts'

/// Flows as they were when an interview of them paused.
export class KeptFlows {
  readonly #database: Queryable
  readonly #flows = new Map<string, Flow>()

  constructor(database: Queryable) {
    this.#database = database
  }

  /// The programs of the flows whose texts have [hashes]; those that are not kept any more are left out. A flow that has
  /// not changed is the project's own.
  async programs(hashes: readonly string[], project: RunningProject): Promise<FlowProgram[]> {
    const programs: FlowProgram[] = []
    for (const hash of hashes) {
      const kept = this.#flows.get(hash) ?? (await this.#read(hash))
      if (!kept) continue
      const current = project.flow(kept.apiName)?.flow
      programs.push(compileFlow(current?.source === kept.source ? current : kept, project.flowProject))
    }
    return programs
  }

  async #read(hash: string): Promise<Flow | undefined> {
    const found = await flowText(this.#database, hash)
    const flow = found && parseFlow(found.text, found.file).flow
    if (!flow) return undefined
    this.#flows.set(hash, flow)
    return flow
  }
}
