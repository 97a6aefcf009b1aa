import type { FlowElement, Located, Severity } from '@millrace/metadata'
import type { FlowGraph } from './flowGraph.ts'

/// Finds one kind of problem in a flow, without running it. A check is a file in this folder and a line in its index;
/// the `/// # code` part of its comment is the problem's page under docs/errors.
export type Check = (graph: FlowGraph) => Iterable<Finding>

export interface Finding {
  readonly severity: Severity
  readonly code: string
  readonly message: string
  /// What it is about: the text of its child `tag`, or all of it.
  readonly at: Located
  readonly tag?: string
  /// The element it is in; none when it is about the flow as a whole or a resource.
  readonly element?: FlowElement
}
