import type { FlowScreenField } from '@millrace/metadata'
import {
  ANY,
  ApexValue,
  fromJson,
  isMisfit,
  type Json,
  mergeText,
  RecordValue,
  toJson,
  type Value,
} from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { conversion } from '../conversion.ts'
import type { Interview } from '../interview.ts'
import { compileChoices } from './choices.ts'
import { screenComponent } from './components.ts'
import { compileRule, compileShown, type ScreenField, screenField } from './field.ts'

/// A Lightning component on a screen. Its attributes begin with what the screen gives it; what it sets is kept under its
/// name, and in the variables that the screen names.
///
/// Source: Metadata API Developer Guide, FlowScreenField, extensionName; Salesforce Help, "Flow Screen Components: Store
/// Values".
export function compileComponent(field: FlowScreenField, compilation: Compilation): ScreenField {
  const component = field.extensionName ?? ''
  const known = screenComponent(component)
  const { slot } = compilation.resource(field.name)!
  const shown = compileShown(field, compilation)
  const rule = compileRule(field, compilation)
  const inputs = field.inputParameters.map(({ name, value }) => {
    const expression = compilation.value(value)
    compilation.needsWholeRecords(expression.type)
    return { name, read: expression.read, isFixed: expression.constant !== undefined }
  })
  const outputs = compileOutputs(field, compilation)
  const choices = field.choiceReferences.length > 0 ? compileChoices(field, compilation) : null
  const reset = (interview: Interview): ApexValue => {
    const held = new ApexValue(component, new Map(inputs.map(({ name, read }) => [name, read(interview)])))
    interview.slots[slot] = held
    return held
  }
  // One that was hidden has nothing, and begins anew when it is shown again.
  const heldBy = (interview: Interview): ApexValue => {
    const held = interview.slots[slot]
    return held instanceof ApexValue ? held : reset(interview)
  }
  const attribute =
    (interview: Interview) =>
    (name: string): Value => {
      return heldBy(interview).fields.get(name) ?? null
    }
  return screenField(field, compilation, {
    isReactive: field.visibilityRule !== null || inputs.some(({ isFixed }) => !isFixed),
    reset: interview => void reset(interview),
    ...(choices?.load ? { load: choices.load } : {}),
    describe: interview => {
      const held = heldBy(interview)
      // What it has not set itself follows what the screen gives it.
      const own = new Set(Object.keys(known?.outputs ?? {}))
      for (const { name, read, isFixed } of inputs)
        if (!isFixed && !own.has(name)) held.fields.set(name, read(interview))
      const words = shown(interview)
      const label = attribute(interview)('label')
      return {
        name: field.name,
        kind: 'component',
        ...words,
        label: words.label || (label === null ? '' : mergeText(label, interview)),
        // Flow Builder writes isRequired for every component; their own attribute says it.
        required: ['required', 'isRequired'].some(name => attribute(interview)(name) === true),
        readOnly: attribute(interview)('readonly') === true,
        disabled: attribute(interview)('disabled') === true,
        value: null,
        component,
        ...known?.describe?.(attribute(interview), compilation),
        attributes: Object.fromEntries(
          [...held.fields].map(([name, value]) => [name, attributeJson(name, value, held)]),
        ),
        ...(choices
          ? { choices: choices.options(interview).map(({ value, label }) => ({ value: toJson(value), label })) }
          : {}),
      }
    },
    accept: (interview, values) => {
      const given = values[field.name]
      if (!isObject(given)) return []
      const held = heldBy(interview).copy()
      const errors: { field: string; message: string }[] = []
      for (const [name, json] of Object.entries(given)) {
        if (component === TABLE && name === 'selectedRows') {
          selectRows(held, json)
          continue
        }
        const type = known?.outputs[name]
        if (known && !type) continue
        const value = fromJson(json, type ?? ANY, () => undefined)
        if (isMisfit(value)) errors.push({ field: field.name, message: `${name} ${value.message}.` })
        else held.fields.set(name, value)
      }
      interview.slots[slot] = held
      return errors
    },
    problems: interview => {
      const message = known?.check?.(attribute(interview), compilation) ?? rule(interview)
      return message === null ? [] : [{ field: field.name, message }]
    },
    clear: interview => {
      interview.slots[slot] = null
    },
    leave: interview => {
      for (const { name, store } of outputs) store(interview, attribute(interview)(name))
    },
  })
}

const TABLE = 'flowruntime:datatable'

/// The rows of a table are told by their positions: what comes back is of those that were shown.
function selectRows(held: ApexValue, json: unknown): void {
  const rows = held.fields.get('tableData')
  const all = Array.isArray(rows) ? rows : []
  const selected = (Array.isArray(json) ? json : []).flatMap(position => {
    const row = typeof position === 'number' ? all[position] : undefined
    return row instanceof RecordValue ? [row] : []
  })
  held.fields.set('selectedRows', selected)
  held.fields.set('firstSelectedRow', selected[0] ?? null)
  held.fields.set('numberOfRowsSelected', selected.length)
}

function attributeJson(name: string, value: Value, { apexClass, fields }: ApexValue): Json {
  if (apexClass !== TABLE || name !== 'selectedRows' || !Array.isArray(value)) return toJson(value)
  const rows = fields.get('tableData')
  if (!Array.isArray(rows)) return []
  return value.flatMap(row => {
    const position = rows.findIndex(one => isSameRow(one, row))
    return position < 0 ? [] : [position]
  })
}

const isSameRow = (a: Value, b: Value): boolean =>
  a === b || (a instanceof RecordValue && b instanceof RecordValue && a.id !== null && a.id === b.id)

function compileOutputs(field: FlowScreenField, compilation: Compilation) {
  return field.outputParameters.flatMap(item => {
    const target = compilation.target(item.assignToReference, item)
    const convert = target && conversion(ANY, target.type)
    if (!target || !convert) return []
    const store = (interview: Interview, value: Value): void => target.write(interview, convert(value, interview))
    return [{ name: item.name, store }]
  })
}

const isObject = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json)
