import type { MaybePromise, ObjectType, RecordQuery } from '@millrace/database'
import type { FlowChoice, FlowDynamicChoiceSet, FlowScreenField } from '@millrace/metadata'
import { BOOLEAN, didYouMean, equalValues, mergeText, RecordValue, TEXT, type Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { mapMaybe } from '../dataStep.ts'
import { compileFilters } from '../filters.ts'
import { flowType } from '../flowTypes.ts'
import type { Interview } from '../interview.ts'
import { runModeOf } from '../runMode.ts'
import { compileTemplate } from '../template.ts'
import { REQUIRED } from './inputMessages.ts'
import { plainText } from './plainText.ts'

/// One of the choices that a screen offers.
export interface Option {
  readonly value: Value
  readonly label: string
  /// API name of the choice or choice set it comes from.
  readonly source: string
  readonly record: RecordValue | null
  /// What is typed to go with it.
  readonly input: OptionInput | null
}

export interface OptionInput {
  readonly name: string
  readonly label: string
  readonly required: boolean
  readonly slot: number
  /// Why what was typed can't stay.
  readonly problem: (interview: Interview) => string | null
}

/// The choices of one screen component.
export interface ChoiceList {
  /// Reads what the choices are made of; null when nothing is read.
  readonly load: ((interview: Interview) => MaybePromise<void>) | null
  readonly options: (interview: Interview) => Option[]
  /// Keeps which of [options] the person has chosen.
  readonly choose: (interview: Interview, options: readonly Option[]) => void
}

/// What a record choice set offers when it says nothing, and at most.
///
/// Source: Metadata API Developer Guide, FlowDynamicChoiceSet, limit.
const MOST_CHOICES = 200

/// The choices and choice sets that [field] refers to, in their order.
///
/// # unknown-choice
/// A screen component offers a choice or choice set that the flow does not have.
///
/// The message names one that is spelled almost the same. Take the reference out, or make the choice.
export function compileChoices(field: FlowScreenField, compilation: Compilation): ChoiceList {
  const lists = field.choiceReferences.flatMap(name => choiceListOf(name, field, compilation) ?? [])
  const loads = lists.flatMap(({ load }) => load ?? [])
  return {
    load:
      loads.length === 0
        ? null
        : interview =>
            loads.reduce<MaybePromise<void>>((before, load) => mapMaybe(before, () => load(interview)), undefined),
    options: interview => lists.flatMap(list => list.options(interview)),
    choose: (interview, options) => {
      for (const list of lists) list.choose(interview, options)
    },
  }
}

function choiceListOf(name: string, field: FlowScreenField, compilation: Compilation): ChoiceList | undefined {
  const { choices, dynamicChoiceSets } = compilation.flow
  const isIt = (one: { readonly name: string }): boolean => one.name.toLowerCase() === name.toLowerCase()
  const choice = choices.find(isIt)
  if (choice) return staticChoice(choice, compilation)
  const set = dynamicChoiceSets.find(isIt)
  if (set) return choiceSet(set, compilation)
  const names = [...choices, ...dynamicChoiceSets].map(one => one.name)
  const message = `${compilation.here}: "${field.name}" offers "${name}", but the flow has no such choice.${didYouMean(name, names)}`
  compilation.report('unknown-choice', message, field, 'choiceReferences')
  return undefined
}

function staticChoice(choice: FlowChoice, compilation: Compilation): ChoiceList {
  const { userInput } = choice
  const { slot, selectedSlot = -1 } = compilation.resource(choice.name)!
  const label = compileTemplate(choice.choiceText, compilation, choice, 'choiceText')
  const value = choiceValue(choice, compilation)
  const input = userInput && {
    name: choice.name,
    label: compileTemplate(userInput.promptText, compilation, userInput, 'promptText'),
    required: userInput.isRequired,
    slot,
    problem: inputProblem(userInput, slot, compilation),
  }
  return {
    load: null,
    options: interview => [
      {
        value: value(interview),
        label: plainText(mergeText(label.read(interview), interview)),
        source: choice.name,
        record: null,
        input: input && { ...input, label: plainText(mergeText(input.label.read(interview), interview)) },
      },
    ],
    choose: (interview, options) => {
      const isChosen = options.some(({ source }) => source === choice.name)
      interview.slots[selectedSlot] = isChosen
      if (userInput && !isChosen) interview.slots[slot] = null
    },
  }
}

/// The value of a choice: its text where it has none.
function choiceValue(choice: FlowChoice, compilation: Compilation): (interview: Interview) => Value {
  const type = flowType(choice) ?? TEXT
  const label = compileTemplate(choice.choiceText, compilation, choice, 'choiceText')
  if (!choice.value || choice.value.kind === 'null') return label.read
  const { read } = compilation.fitting(compilation.value(choice.value), type, choice.name, choice.value)
  return read
}

/// What {!Choice} stands for: what was typed with it, else its value.
export function readChoice(
  choice: FlowChoice,
  slot: number,
  compilation: Compilation,
): (interview: Interview) => Value {
  return choice.userInput ? interview => interview.slots[slot]! : choiceValue(choice, compilation)
}

function inputProblem(
  { isRequired, validationRule }: NonNullable<FlowChoice['userInput']>,
  slot: number,
  compilation: Compilation,
): OptionInput['problem'] {
  const rule =
    validationRule &&
    compilation.formula(validationRule.formulaExpression, validationRule, BOOLEAN, 'formulaExpression')
  const message = validationRule && compileTemplate(validationRule.errorMessage, compilation, validationRule)
  return interview => {
    const typed = interview.slots[slot]
    if (typed === null || typed === '') return isRequired ? REQUIRED : null
    return rule && rule.read(interview) === false ? plainText(mergeText(message!.read(interview), interview)) : null
  }
}

function choiceSet(set: FlowDynamicChoiceSet, compilation: Compilation): ChoiceList {
  const options = optionsOf(set, compilation)
  const { slot, selectedSlot = -1 } = compilation.resource(set.name)!
  const outputs = set.outputAssignments.flatMap(item => {
    const target = compilation.target(item.assignToReference, item)
    return target ? [{ field: item.field, target }] : []
  })
  return {
    ...options,
    choose: (interview, chosen) => {
      const last = chosen.findLast(({ source }) => source === set.name)
      interview.slots[slot] = last?.value ?? null
      interview.slots[selectedSlot] = last !== undefined
      const { record } = last ?? {}
      if (record) for (const { field, target } of outputs) target.write(interview, record.get(field))
    },
  }
}

type Options = Pick<ChoiceList, 'load' | 'options'>

function optionsOf(set: FlowDynamicChoiceSet, compilation: Compilation): Options {
  if (set.picklistField) return picklistOptions(set, compilation)
  if (set.collectionReference) return collectionOptions(set, set.collectionReference, compilation)
  return recordOptions(set, compilation)
}

const NONE: Options = { load: null, options: () => [] }

/// All values of a picklist field that are active.
function picklistOptions(set: FlowDynamicChoiceSet, compilation: Compilation): Options {
  const object = compilation.object(set.picklistObject, set, 'picklistObject')
  const field = object && compilation.field(object, set.picklistField!, set, 'picklistField')
  const values = (field?.picklist?.values ?? []).filter(({ active }) => active)
  const options = values.map(({ value, label }) => ({ value, label, source: set.name, record: null, input: null }))
  const sorted = set.sortOrder ? options.toSorted((a, b) => a.label.localeCompare(b.label, 'en')) : options
  const inOrder = set.sortOrder === 'Desc' ? sorted.toReversed() : sorted
  return field ? { load: null, options: () => inOrder } : NONE
}

/// The records of a collection of the flow, or its values themselves.
function collectionOptions(set: FlowDynamicChoiceSet, reference: string, compilation: Compilation): Options {
  const collection = compilation.reference(reference, set, 'collectionReference')
  const type = collection.type.kind === 'Collection' ? collection.type.of : collection.type
  const object = type.kind === 'Record' ? compilation.project.schema.object(type.object) : undefined
  const names = object && fieldsOfSet(set, object, compilation)
  for (const name of names?.all ?? []) compilation.noteRead(object!.apiName, name)
  const { label, value } = names ?? { label: set.displayField ?? '', value: set.valueField ?? set.displayField ?? '' }
  return {
    load: null,
    options: interview => {
      const items = collection.read(interview)
      return Array.isArray(items) ? items.map(item => optionOf(item, label, value, set, interview)) : []
    },
  }
}

const optionOf = (
  item: Value,
  label: string,
  value: string,
  set: FlowDynamicChoiceSet,
  interview: Interview,
): Option => ({
  value: item instanceof RecordValue ? item.get(value) : item,
  label: mergeText(item instanceof RecordValue ? item.get(label) : item, interview),
  source: set.name,
  record: item instanceof RecordValue ? item : null,
  input: null,
})

/// The records that the filters find when the screen is come to. The interview holds them until it is left.
function recordOptions(set: FlowDynamicChoiceSet, compilation: Compilation): Options {
  const object = compilation.object(set.object, set)
  if (!object) return NONE
  const { filters, logic, valuesOf } = compileFilters(set, object, compilation)
  const { label, value, all } = fieldsOfSet(set, object, compilation)
  const sortField = set.sortField && compilation.field(object, set.sortField, set, 'sortField')
  const slot = compilation.newSlot(`${set.name}#records`)
  const query: RecordQuery = {
    object: object.apiName,
    fields: ['Id', ...all],
    filters,
    logic,
    orderBy: sortField ? { field: sortField.apiName, descending: set.sortOrder === 'Desc' } : null,
    limit: Math.min(set.limit ?? MOST_CHOICES, MOST_CHOICES),
    mode: runModeOf(compilation.flow),
  }
  return {
    load: interview => {
      interview.run.countQuery()
      return mapMaybe(interview.host.store.find(query, [valuesOf(interview)]), ([records = []]) => {
        interview.run.countQueryRows(records.length)
        interview.slots[slot] = records
      })
    },
    options: interview => {
      const records = interview.slots[slot]
      return Array.isArray(records) ? records.map(one => optionOf(one, label, value, set, interview)) : []
    },
  }
}

function fieldsOfSet(
  set: FlowDynamicChoiceSet,
  object: ObjectType,
  compilation: Compilation,
): { label: string; value: string; all: string[] } {
  const named = (name: string | null, tag: string): string =>
    name === null ? 'Id' : (compilation.field(object, name, set, tag)?.apiName ?? 'Id')
  const label = named(set.displayField, 'displayField')
  const value = named(set.valueField, 'valueField')
  const outputs = set.outputAssignments.flatMap(
    item => compilation.field(object, item.field, item, 'field')?.apiName ?? [],
  )
  return { label, value, all: [...new Set([label, value, ...outputs])] }
}

/// Of [options] the one with [value]; of several the first.
export const optionWith = (options: readonly Option[], value: Value, interview: Interview): Option | undefined =>
  options.find(option => equalValues(option.value, value, interview.timeZone))
