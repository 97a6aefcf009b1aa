import type { Component } from '@millrace/metadata'
import { BOOLEAN, type DataType, plainText, RecordValue, TEXT, type Value } from '@millrace/values'
import type { AttributeReader, ComponentDeclaration, EventDeclaration, PropertyDeclaration } from '../declaration.ts'
import { asValue } from '../resolved.ts'
import { typedValue } from '../resourceTypes.ts'
import { inputMessages, type ReadKind } from './inputMessages.ts'

/// What is an input's own; the rest all inputs have.
export interface InputKind {
  readonly type: string
  /// What stands for it in a builder's palette.
  readonly iconName: string
  readonly label: string
  readonly help: string
  /// The type of what it holds.
  valueType(component: Pick<Component, 'attributes'>): DataType
  readonly attributes: readonly PropertyDeclaration[]
  /// Whether it has a placeholder.
  readonly hasPlaceholder?: boolean
  /// What the attribute `value` is made of, beside values of the type itself: `true` for a blank checkbox.
  read?(value: Value, reader: AttributeReader): Value
  /// Whether a required one has nothing in it: null, "" and no items, unless it says so itself.
  isBlank?(value: Value): boolean
  /// Why a value that is there is not right; undefined when it is.
  problem?(value: Value, reader: AttributeReader): string | undefined
  /// Of one whose text is read as a value: which kind that is.
  readonly readable?: ReadKind
  readonly stateAttributes?: ComponentDeclaration['stateAttributes']
  readonly events?: readonly EventDeclaration[]
}

const VALIDATION = 'Validation'

/// The declaration of an input: a labelled value that a person edits. References read what it holds, `{!Name.value}`, and
/// whether that is right, `{!Name.isValid}`.
///
/// The names of its attributes are those of lightning-input.
export function input(kind: InputKind): ComponentDeclaration {
  const { valueType, problem, readable, hasPlaceholder = true } = kind
  return {
    type: kind.type,
    label: kind.label,
    help: kind.help,
    palette: { category: 'Inputs', rank: 1, iconName: kind.iconName },
    attributes: [
      { name: 'label', label: 'Label', type: 'text', required: true },
      {
        name: 'value',
        label: 'Value',
        type: 'value',
        group: 'Data',
        help: 'What it holds at first: static, or mapped from a variable, a record or another component.',
      },
      {
        name: 'writeBack',
        label: 'Write Back to the Variable',
        type: 'boolean',
        default: false,
        group: 'Data',
        help: 'When the value is mapped from a variable, what people enter is written to it at once.',
      },
      ...(hasPlaceholder ? [PLACEHOLDER] : []),
      { name: 'fieldLevelHelp', label: 'Help Text', type: 'text', help: 'Shown beside the label on demand.' },
      {
        name: 'hideLabel',
        label: 'Hide Label',
        type: 'boolean',
        default: false,
        help: 'Screen readers still read it.',
      },
      { name: 'disabled', label: 'Disabled', type: 'boolean', default: false },
      { name: 'readOnly', label: 'Read Only', type: 'boolean', default: false },
      { name: 'required', label: 'Required', type: 'boolean', default: false, group: VALIDATION },
      ...kind.attributes,
      message('messageWhenValueMissing', 'Message When Value Is Missing', 'Complete this field.'),
    ],
    stateAttributes: [
      {
        name: 'value',
        label: 'What it holds now',
        type: (_, component) => valueType(component),
        derive: reader => valueOf(kind, reader),
      },
      {
        name: 'isValid',
        label: 'Whether what it holds is right',
        type: () => BOOLEAN,
        derive: reader => reader.attribute('validationMessage') === '',
      },
      {
        name: 'validationMessage',
        label: 'Why it is not right; blank when it is',
        type: () => TEXT,
        derive: reader => validationMessage(reader, readable, kind.isBlank ?? isBlank, problem),
      },
      {
        name: 'isReported',
        label: 'Whether the message is shown: after the field was left, or on demand',
        type: () => BOOLEAN,
        initial: false,
      },
      {
        name: 'unreadableText',
        label: 'What was typed, where it is no value',
        type: () => TEXT,
        initial: null,
      },
      ...(kind.stateAttributes ?? []),
    ],
    events: [
      {
        name: 'change',
        label: 'Change',
        concurrency: 'restart',
        detail: [{ name: 'value', label: 'The new value', type: (_, component) => valueType(component) }],
      },
      {
        name: 'commit',
        label: 'Commit',
        concurrency: 'queue',
        detail: [{ name: 'value', label: 'The value', type: (_, component) => valueType(component) }],
      },
      { name: 'focus', label: 'Focus', concurrency: 'parallel' },
      { name: 'blur', label: 'Blur', concurrency: 'parallel' },
      ...(kind.events ?? []),
    ],
    slots: [],
  }
}

const PLACEHOLDER: PropertyDeclaration = {
  name: 'placeholder',
  label: 'Placeholder',
  type: 'text',
  help: 'Shown while it is empty.',
}

/// An attribute in the section Validation.
export const validation = (property: Omit<PropertyDeclaration, 'group'>): PropertyDeclaration => ({
  ...property,
  group: VALIDATION,
})

/// The attribute with an own message for one kind of problem.
export const message = (name: string, label: string, standard: string): PropertyDeclaration =>
  validation({ name, label, type: 'text', default: '', help: `Instead of "${standard}"` })

/// The own message of that name, else the standard one.
export function messageOf(reader: AttributeReader, name: string, standard: string): string {
  const own = reader.attribute(name)
  return typeof own === 'string' && own !== '' ? own : standard
}

function valueOf(kind: InputKind, reader: AttributeReader): Value {
  const held = asValue(reader.held)
  return kind.read ? kind.read(held, reader) : (typedValue(held, kind.valueType({})) ?? null)
}

function validationMessage(
  reader: AttributeReader,
  readable: ReadKind | undefined,
  blank: (value: Value) => boolean,
  problem: InputKind['problem'],
): string {
  if (reader.attribute('disabled') === true || reader.attribute('readOnly') === true) return ''
  const unreadable = reader.attribute('unreadableText')
  if (typeof unreadable === 'string')
    return messageOf(
      reader,
      'messageWhenBadInput',
      inputMessages(reader.locale).notRead(unreadable, readable ?? 'number'),
    )
  const value = asValue(reader.attribute('value'))
  if (blank(value))
    return reader.attribute('required') === true
      ? messageOf(reader, 'messageWhenValueMissing', inputMessages(reader.locale).valueMissing)
      : ''
  return problem?.(value, reader) ?? ''
}

const isBlank = (value: Value): boolean =>
  value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)

/// A value as text: of a number or date its plain form.
export const asText = (value: Value): Value =>
  value === null || typeof value === 'string' ? value : value instanceof RecordValue ? value.id : plainText(value)
