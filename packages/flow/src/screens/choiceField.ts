import type { FlowScreenField } from '@millrace/metadata'
import { type Json, mergeText, toJson, type Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import type { Interview } from '../interview.ts'
import { compileChoices, type Option, optionWith } from './choices.ts'
import { chosen, chosenValue } from './chosen.ts'
import { NOT_OFFERED, REQUIRED } from './inputMessages.ts'
import { isBlank } from './blank.ts'
import type { ScreenChoice, ScreenError, ScreenFieldKind } from './description.ts'
import { compileRule, compileShown, type ScreenField, screenField } from './field.ts'
import { isChoiceComponent, takesSeveral } from './screenFields.ts'

const KINDS: Readonly<Record<string, ScreenFieldKind>> = {
  DropdownBox: 'picklist',
  RadioButtons: 'radio',
  RadioButtonGroup: 'radio',
  MultiSelectCheckboxes: 'checkboxes',
  MultiSelectPicklist: 'multiPicklist',
  ComponentChoice: 'radio',
  ComponentMultiChoice: 'checkboxes',
}

/// Of choice components. One that is not known is shown as radio buttons or checkboxes.
const COMPONENTS: Readonly<Record<string, ScreenFieldKind>> = {
  'flowruntime:choiceLookup': 'choiceLookup',
  'flowruntime:visualPicker': 'visualPicker',
}

/// Picklist, Radio Buttons, Checkbox Group, Multi-Select Picklist, Choice Lookup, Visual Picker. Several values are one text with `;` between them.
///
/// Source: Salesforce Help, "Flow Screen Input Component: Picklist" and its fellows; Metadata API Developer Guide,
/// FlowScreenField, defaultSelectedChoiceReference.
export function compileChoiceField(field: FlowScreenField, compilation: Compilation): ScreenField {
  const { slot, type } = compilation.resource(field.name)!
  const several = takesSeveral(field)
  const shown = compileShown(field, compilation)
  const rule = compileRule(field, compilation)
  const choices = compileChoices(field, compilation)
  const given = compilation.value(field.defaultValue)
  const isComponent = isChoiceComponent(field)
  const kind = (isComponent && COMPONENTS[field.extensionName ?? '']) || KINDS[field.fieldType]!
  const extra = compileExtra(field, compilation)
  const read = (interview: Interview): Value => chosenValue(interview.slots[slot]!)

  const selected = (interview: Interview, options: readonly Option[]): Option[] => {
    const value = read(interview)
    if (value === null || value === '') return []
    const values = several ? mergeText(value, interview).split(';') : [value]
    return values.flatMap(one => optionWith(options, one, interview) ?? [])
  }
  const store = (interview: Interview, options: readonly Option[]): void => {
    const values = options.map(({ value }) => value)
    const value = several ? joined(values, interview) : (values[0] ?? null)
    const labels = options.map(({ label }) => label.replaceAll(';', '')).join(';')
    interview.slots[slot] = isComponent ? chosen(value, labels) : value
  }
  const reset = (interview: Interview): void => {
    const options = choices.options(interview)
    const value = given.read(interview)
    const wanted = value === null ? [] : several ? mergeText(value, interview).split(';') : [value]
    const { defaultSelectedChoiceReference: name } = field
    const byName = name === null ? [] : options.filter(({ source }) => source === name).slice(0, 1)
    const byValue = wanted.flatMap(one => optionWith(options, one, interview) ?? [])
    const first = field.fieldType === 'DropdownBox' && field.isRequired ? options.slice(0, 1) : []
    const initial = byName.length > 0 ? byName : byValue.length > 0 ? byValue : first
    store(interview, initial)
    choices.choose(interview, initial)
  }
  const accept: ScreenField['accept'] = (interview, values) => {
    const options = choices.options(interview)
    for (const { input } of options)
      if (input && Object.hasOwn(values, input.name)) {
        const text = values[input.name]
        interview.slots[input.slot] = typeof text === 'string' ? text : null
      }
    if (!Object.hasOwn(values, field.name)) return []
    const json = values[field.name]
    const wanted = (Array.isArray(json) ? json : [json]).filter(one => one !== null && one !== '' && one !== undefined)
    const found = wanted.flatMap(one => options.find(({ value }) => toJson(value) === one) ?? [])
    if (found.length < wanted.length || (!several && wanted.length > 1))
      return [{ field: field.name, message: NOT_OFFERED }]
    store(interview, found)
    choices.choose(interview, found)
    return []
  }

  return screenField(field, compilation, {
    reset,
    ...(choices.load ? { load: choices.load } : {}),
    describe: interview => {
      const options = choices.options(interview)
      const values = selected(interview, options).map(({ value }) => toJson(value))
      return {
        name: field.name,
        kind,
        ...shown(interview),
        ...(isComponent ? { multiple: several, attributes: extra(interview) } : {}),
        value: several ? values : (values[0] ?? null),
        choices: options.map(option => choiceJson(option, interview)),
      }
    },
    accept,
    problems: interview => {
      const error = (message: string): ScreenError[] => [{ field: field.name, message }]
      if (isBlank(read(interview))) return field.isRequired ? error(REQUIRED) : []
      for (const { input } of selected(interview, choices.options(interview))) {
        const problem = input?.problem(interview) ?? null
        if (problem !== null) return [{ field: input!.name, message: problem }]
      }
      const message = rule(interview)
      return message === null ? [] : error(message)
    },
    clear: interview => {
      interview.slots[slot] = null
      choices.choose(interview, [])
    },
    leave: interview => {
      const options = selected(interview, choices.options(interview))
      choices.choose(interview, options)
      const [only] = options
      // A choice with something to type stands for what was typed.
      if (!several && !isComponent && only?.input && type.kind === 'Text')
        interview.slots[slot] = interview.slots[only.input.slot]!
    },
  })
}

/// What a choice component is given beside its choices: a placeholder, the icons and the size of its cards.
function compileExtra(
  { inputParameters }: FlowScreenField,
  compilation: Compilation,
): (interview: Interview) => Record<string, Json> {
  const inputs = inputParameters.map(({ name, value }) => ({ name, read: compilation.value(value).read }))
  return interview => Object.fromEntries(inputs.map(({ name, read }) => [name, toJson(read(interview))]))
}

/// Source: Salesforce Help, "Flow Screen Input Component: Checkbox Group": semicolons in values are taken out.
const joined = (values: readonly Value[], interview: Interview): string =>
  values.map(value => mergeText(value, interview).replaceAll(';', '')).join(';')

const choiceJson = ({ value, label, input }: Option, interview: Interview): ScreenChoice => ({
  value: toJson(value),
  label,
  ...(input
    ? {
        input: {
          name: input.name,
          label: input.label,
          required: input.required,
          value: toJson(interview.slots[input.slot]!),
        },
      }
    : {}),
})
