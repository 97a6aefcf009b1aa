import type { FlowRecordRollback } from '@millrace/metadata'
import { dataStep, mapMaybe } from '../dataStep.ts'
import type { ElementKind } from './kind.ts'

/// Roll Back Records: undoes the record changes of the transaction so far. Variables, and Ids already put into them,
/// stay as they are.
export const recordRollbacks: ElementKind<FlowRecordRollback> = {
  label: 'Roll Back Records',

  compile(element, node, compilation) {
    const next = compilation.next(element.connector)
    node.data = dataStep(
      'update records',
      interviews => mapMaybe(interviews[0]!.host.store.rollbackAll(), () => interviews),
      interview => {
        interview.node = next
      },
    )
  },
}
