import type { Interview } from '../interview.ts'
import type { ScreenError, ScreenFieldDescription } from './description.ts'
import type { ScreenField } from './field.ts'

/// [fields] and those inside them.
export function* within(fields: readonly ScreenField[]): Iterable<ScreenField> {
  for (const field of fields) {
    yield field
    yield* within(field.fields)
  }
}

/// Those of [fields], and inside them, that are shown.
export function* visible(fields: readonly ScreenField[], interview: Interview): Iterable<ScreenField> {
  for (const field of fields) {
    if (!field.isVisible(interview)) continue
    yield field
    yield* visible(field.fields, interview)
  }
}

export const describeAll = (fields: readonly ScreenField[], interview: Interview): ScreenFieldDescription[] =>
  fields.flatMap(field => (field.isVisible(interview) ? [field.describe(interview)] : []))

/// Takes what was typed in [field] and inside it.
export function acceptAll(
  field: ScreenField,
  interview: Interview,
  values: Readonly<Record<string, unknown>>,
): ScreenError[] {
  return [...field.accept(interview, values), ...field.fields.flatMap(inner => acceptAll(inner, interview, values))]
}

/// What is hidden has no value. Taking one away may hide others.
export function clearHidden(fields: readonly ScreenField[], interview: Interview): void {
  const all = [...within(fields)]
  const cleared = new Set<ScreenField>()
  for (let before = -1; before < cleared.size; ) {
    before = cleared.size
    const shown = new Set(visible(fields, interview))
    for (const field of all)
      if (!shown.has(field) && !cleared.has(field)) {
        field.clear(interview)
        cleared.add(field)
      }
  }
}

/// What is wrong with the values, of fields of which nothing is told already.
export function problemsOf(
  fields: readonly ScreenField[],
  interview: Interview,
  told: readonly ScreenError[],
): ScreenError[] {
  const names = new Set(told.map(({ field }) => field))
  return [...visible(fields, interview)].flatMap(field =>
    field.problems(interview).filter(error => !names.has(error.field)),
  )
}
