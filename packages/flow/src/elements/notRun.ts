import type { FlowElement } from '@millrace/metadata'
import { Fault } from '../fault.ts'
import type { ElementKind } from './kind.ts'

/// An element that an autolaunched flow can have but Millrace does not run yet: a warning in the check, and a fault
/// that takes the fault path when a run reaches it.
///
/// # element-not-supported
/// The flow has an element that Millrace does not run yet, or that autolaunched flows do not have.
///
/// The flow starts, and fails if it reaches the element. docs/reference/flow-elements.md lists what runs.
export function notRun<E extends FlowElement>(label: string, what: (element: E) => string): ElementKind<E> {
  return {
    label,
    isNotRun: true,

    compile(element, node, compilation) {
      const message = `${compilation.here} ${what(element)}, which Millrace does not run yet.`
      compilation.report(
        'element-not-supported',
        `${message} A run that reaches it fails there.`,
        element,
        'name',
        'warning',
      )
      node.data = () => {
        throw new Fault('FUNCTIONALITY_NOT_ENABLED', message)
      }
    },
  }
}
