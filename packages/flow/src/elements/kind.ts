import type { FlowElement } from '@millrace/metadata'
import type { DataType, Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import type { Node } from '../interview.ts'

/// Everything the engine knows about one kind of element.
export interface ElementKind<E extends FlowElement> {
  /// As the toolbox of Flow Builder names it.
  readonly label: string
  /// Set where a run that reaches such an element fails there.
  readonly isNotRun?: true
  /// What the element's name stands for as a value; null when it has no automatic output and so means
  /// "has run successfully".
  outputOf?(element: E, compilation: Compilation): ElementOutput | null
  /// Checks the element and gives [node] its step or data step.
  compile(element: E, node: Node, compilation: Compilation): void
}

export interface ElementOutput {
  readonly type: DataType
  /// Named outputs by lower-case name, where there are several.
  readonly members?: ReadonlyMap<string, { readonly name: string; readonly type: DataType }>
  /// What the element's name alone stands for, of the outputs that it holds; `type` is the type of that.
  readonly alone?: (outputs: Value) => Value
}
