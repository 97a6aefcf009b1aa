import type { Check } from './check.ts'
import { firstName, mentions } from './mentions.ts'

/// # unused-variable
/// A variable that no element, formula or text refers to, and that is neither input nor output.
///
/// It costs little, but whoever reads the flow looks for what it is good for. Delete it.
export const unusedVariable: Check = function* ({ flow }) {
  const used = new Set(Array.from(mentions(flow), mention => firstName(mention.path)))
  for (const variable of flow.variables) {
    if (variable.isInput || variable.isOutput || used.has(variable.name.toLowerCase())) continue
    const message = `Nothing refers to the variable ${variable.name}. Delete it, or make it available for input or output.`
    yield { severity: 'warning', code: 'unused-variable', message, at: variable, tag: 'name' }
  }
}
