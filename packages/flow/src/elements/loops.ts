import type { FlowLoop } from '@millrace/metadata'
import { ANY, type Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { copied } from '../conversion.ts'
import { itemOf } from '../flowTypes.ts'
import { findReference, LOST_OUTPUT } from '../references.ts'
import type { Interview, Node } from '../interview.ts'
import { compileItemVariable } from './itemVariable.ts'
import type { ElementKind, ElementOutput } from './kind.ts'

/// Loop: hands out the items of a collection one by one. The item is the element of the collection itself, so that
/// setting a field of `{!My_Loop}` changes the record in the collection; a loop with a variable of its own gives
/// that variable a copy. A null or empty collection makes no rounds.
///
/// Source: Salesforce Help, "Flow Element: Loop"; shipped flows that update the collection they looped over.
export const loops: ElementKind<FlowLoop> = {
  label: 'Loop',

  outputOf(element, compilation): ElementOutput | null {
    if (element.assignNextValueToReference) return null
    const collection = findReference(element.collectionReference, compilation)
    return { type: typeof collection === 'string' ? ANY : itemOf(collection.type) }
  },

  compile(element, node, compilation) {
    const collection = compilation.reference(element.collectionReference, element, 'collectionReference')
    if (collection.type.kind !== 'Collection' && collection.type.kind !== 'Any')
      compilation.report(
        'type-mismatch',
        `${compilation.here} loops over {!${element.collectionReference}}, which is no collection.${lostOutput(element.collectionReference, compilation)}`,
        element,
        'collectionReference',
      )
    const item = compileItemVariable(element, collection, compilation)
    const itemSlot = compilation.resource(element.name)!.slot
    const [itemsSlot, countSlot, roundSlot] = [compilation.newSlot(), compilation.newSlot(), compilation.newSlot()]
    const [body, done] = [compilation.next(element.nextValueConnector), compilation.next(element.noMoreValuesConnector)]
    const isDescending = element.iterationOrder === 'Desc'

    const begin = (interview: Interview): Value[] => {
      const { slots } = interview
      const read = collection.read(interview)
      const items = Array.isArray(read) ? read : []
      slots[itemsSlot] = items
      // The rounds are settled on entry: items added on the way go to the list's end and are not looped over.
      slots[countSlot] = items.length
      slots[roundSlot] = 0
      return items
    }
    const step = (interview: Interview): Node | null => {
      const { slots } = interview
      const items = (slots[itemsSlot] as Value[] | null) ?? begin(interview)
      const round = slots[roundSlot] as number
      const count = slots[countSlot] as number
      if (round < count) {
        const value = items[isDescending ? count - 1 - round : round]!
        slots[roundSlot] = round + 1
        if (item) item.write(interview, copied(value))
        else slots[itemSlot] = value
        return body
      }
      slots[itemsSlot] = null
      if (!item) slots[itemSlot] = null
      return done
    }
    node.step = step
    node.stepWithValues = interview => {
      const next = step(interview)
      const { slots, trace } = interview
      const items = slots[itemsSlot] as Value[] | null
      if (items === null) return next
      const round = slots[roundSlot] as number
      const count = slots[countSlot] as number
      trace.round(round, count, items[isDescending ? count - round : round - 1]!)
      return next
    }
  },
}

const lostOutput = (reference: string, compilation: Compilation): string =>
  compilation.resource(reference)?.kind === 'element' ? ` ${LOST_OUTPUT}` : ''
