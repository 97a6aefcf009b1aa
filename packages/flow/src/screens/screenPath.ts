import type { Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import type { Interview, Node } from '../interview.ts'

/// The names of the screens that [interview] came by, the one it stands at last.
export function pathOf(interview: Interview, slot: number): readonly Value[] {
  const path = interview.slots[slot]
  return Array.isArray(path) ? path : []
}

/// The name of the slot in which an interview holds them.
export const SCREEN_PATH = '#screens'

/// Whether Previous leads anywhere from the screen that [interview] stands at: to another of its screens, or to one of the
/// flows around it.
export function hasScreenBefore(interview: Interview, slot: number): boolean {
  if (pathOf(interview, slot).length > 1) return true
  for (let outer = interview.parent; outer; outer = outer.parent)
    if (pathOf(outer, outer.program.slotNames.indexOf(SCREEN_PATH)).length > 0) return true
  return false
}

/// The screen that was shown last before the subflow that [interview] comes back from; where there is none, the flow around
/// it is asked.
export function screenBefore(interview: Interview, compilation: Compilation): Node | null {
  const name = pathOf(interview, compilation.screenPath).at(-1)
  const node = name === undefined ? undefined : compilation.node(String(name))
  if (!node) interview.wentBack = true
  return node ?? null
}
