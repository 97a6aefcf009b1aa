import type { FormulaFunction } from './definition.ts'
import { advanced } from './advanced.ts'
import { dateTime } from './dateTime.ts'
import { engine } from './engine.ts'
import { logical } from './logical.ts'
import { math } from './math.ts'
import { text } from './text.ts'

/// Every function by its name in capitals, in the order of the manual's pages.
export const functions: ReadonlyMap<string, FormulaFunction> = new Map(
  [dateTime, logical, math, text, advanced, engine].flatMap(Object.entries<FormulaFunction>),
)
