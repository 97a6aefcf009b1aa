import type { FieldType } from '@millrace/database'
import type { Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { isBlank } from './blank.ts'
import type { DependentPicklist } from './description.ts'
import { NOT_OFFERED, REQUIRED } from './inputMessages.ts'

/// Up to three picklist fields of one object, of which each offers what goes with the one above it.
///
/// Source: Salesforce Help, "Flow Screen Input Component: Dependent Picklists".
export function dependentPicklists(value: (attribute: string) => Value, { project }: Compilation): DependentPicklist[] {
  const objectName = value('dependencyWrapperApiName')
  const object = typeof objectName === 'string' ? project.schema.object(objectName) : undefined
  return ['top', 'middle', 'bottom'].flatMap(level => {
    const apiName = value(`${level}PicklistApiName`)
    if (typeof apiName !== 'string' || apiName === '') return []
    const field = object?.field(apiName)
    const label = value(`${level}Label`)
    return [
      {
        attribute: `${level}Value`,
        label: typeof label === 'string' && label !== '' ? label : (field?.label ?? apiName),
        required: value(`${level}Required`) === true,
        choices: choicesOf(field),
      },
    ]
  })
}

const choicesOf = (field: FieldType | undefined): DependentPicklist['choices'] =>
  (field?.picklist?.values ?? []).flatMap(({ active, value, label, goesWith }) =>
    active ? [{ value, label, ...(goesWith ? { goesWith } : {}) }] : [],
  )

/// What is wrong with the values of [picklists]; null when nothing is.
export function dependentProblem(
  picklists: readonly DependentPicklist[],
  value: (attribute: string) => Value,
): string | null {
  for (const [i, { attribute, choices, required }] of picklists.entries()) {
    const chosen = value(attribute)
    const above = i === 0 ? null : value(picklists[i - 1]!.attribute)
    const offered = choices.filter(({ goesWith }) => !goesWith || goesWith.includes(String(above)))
    if (isBlank(chosen)) {
      if (required && offered.length > 0) return REQUIRED
    } else if (choices.length > 0 && !offered.some(choice => choice.value === chosen)) return NOT_OFFERED
  }
  return null
}
