import type { FlowScreenField } from '@millrace/metadata'
import { ANY, BOOLEAN, collectionOf, type DataType, isNum, NUMBER, recordOf, TEXT, type Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { dependentPicklists, dependentProblem } from './dependentPicklists.ts'
import type { ScreenFieldDescription } from './description.ts'
import { isBlank } from './blank.ts'
import { INVALID_FORMAT, REQUIRED } from './inputMessages.ts'

/// Reads an attribute of a component.
export type Attribute = (name: string) => Value

/// What is known of a Lightning component that screens offer.
export interface ScreenComponent {
  /// The attributes it sets, with their types.
  readonly outputs: Readonly<Record<string, DataType>>
  /// Why what was typed can't stay; null when it can.
  readonly check?: (value: Attribute, compilation: Compilation) => string | null
  /// What a player has to know beside the attributes.
  readonly describe?: (value: Attribute, compilation: Compilation) => Partial<ScreenFieldDescription>
}

/// Texts of a single input, whose `required` and form are looked at.
function textInput(form?: RegExp, message = ''): ScreenComponent {
  return {
    outputs: { value: TEXT },
    check: value => {
      const text = value('value')
      if (isBlank(text)) return value('required') === true ? REQUIRED : null
      return form && !(typeof text === 'string' && form.test(text)) ? message : null
    },
  }
}

const needs =
  (...attributes: readonly string[]) =>
  (value: Attribute): string | null =>
    value('required') === true && attributes.every(attribute => isBlank(value(attribute))) ? REQUIRED : null

const ADDRESS = ['street', 'city', 'province', 'postalCode', 'country']

/// The Lightning components that a player offers by itself. A new one is a line here and a view of the player.
///
/// Source: Salesforce Help, "Standard Flow Screen Components"; parameters as flow files have them.
const COMPONENTS: Readonly<Record<string, ScreenComponent>> = {
  'flowruntime:email': textInput(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, INVALID_FORMAT),
  'flowruntime:phone': textInput(/^[-+()./\s\dx]+$/i, 'Enter a phone number: digits, blanks and + - ( ).'),
  'flowruntime:url': textInput(/^([a-z][a-z\d+.-]*:\/\/)?[^\s/]+\.[^\s]+$/i, INVALID_FORMAT),
  'flowruntime:toggle': { outputs: { value: BOOLEAN } },
  'flowruntime:slider': {
    outputs: { value: NUMBER },
    check: value => {
      const number = value('value')
      if (!isNum(number)) return null
      const [least, most] = [Number(value('min') ?? 0), Number(value('max') ?? 100)]
      if (Number(number) < least) return `The value must be at least ${least}.`
      return Number(number) > most ? `The value must be at most ${most}.` : null
    },
  },
  'flowruntime:name': {
    outputs: {
      salutation: TEXT,
      firstName: TEXT,
      middleName: TEXT,
      lastName: TEXT,
      suffix: TEXT,
      informalName: TEXT,
    },
  },
  'flowruntime:address': {
    outputs: { street: TEXT, city: TEXT, province: TEXT, postalCode: TEXT, country: TEXT },
    check: value =>
      value('required') === true && ADDRESS.some(attribute => isBlank(value(attribute))) ? REQUIRED : null,
  },
  'flowruntime:lookup': {
    outputs: { recordId: TEXT, recordIds: collectionOf(TEXT), recordName: TEXT },
    check: value => {
      const most = Number(value('maxValues') ?? 1)
      const ids = value('recordIds')
      if (Array.isArray(ids) && ids.length > most) return `Choose at most ${most}.`
      return needs('recordId', 'recordIds')(value)
    },
    describe: lookedUp,
  },
  'flowruntime:datatable': {
    outputs: {},
    check: value => {
      const rows = value('selectedRows')
      const count = Array.isArray(rows) ? rows.length : 0
      const [least, most] = [value('minRowSelection'), value('maxRowSelection')]
      if (value('isRequired') === true && count === 0) return 'Select a row.'
      if (isNum(least) && count < Number(least)) return `Select at least ${String(least)}.`
      return isNum(most) && count > Number(most) && Number(most) > 0 ? `Select at most ${String(most)}.` : null
    },
  },
  'flowruntime:image': { outputs: {} },
  'flowruntime:actionButtonField': { outputs: {} },
  'flowruntime:dependentPicklists': {
    outputs: { topValue: TEXT, middleValue: TEXT, bottomValue: TEXT },
    check: (value, compilation) => dependentProblem(dependentPicklists(value, compilation), value),
    describe: (value, compilation) => ({ picklists: dependentPicklists(value, compilation) }),
  },
  'forceContent:fileUpload': {
    outputs: {
      contentDocIds: collectionOf(TEXT),
      contentVersionIds: collectionOf(TEXT),
      uploadedFileNames: collectionOf(TEXT),
    },
    check: needs('contentDocIds'),
  },
}

/// The Lightning components that a player offers by itself.
export const screenComponentNames: readonly string[] = Object.keys(COMPONENTS)

export const screenComponent = (extensionName: string | null): ScreenComponent | undefined =>
  extensionName !== null && Object.hasOwn(COMPONENTS, extensionName) ? COMPONENTS[extensionName] : undefined

/// The attributes that {!Component.attribute} can name, where they are known: its outputs, and what the screen gives it.
export function componentMembers(
  field: FlowScreenField,
): ReadonlyMap<string, { readonly name: string; readonly type: DataType }> | null {
  const known = screenComponent(field.extensionName)
  if (!known) return null
  const members = new Map<string, { name: string; type: DataType }>()
  const add = (name: string, type: DataType) => members.set(name.toLowerCase(), { name, type })
  for (const { name } of field.inputParameters) add(name, ANY)
  for (const [name, type] of Object.entries(known.outputs)) add(name, type)
  if (field.extensionName === 'flowruntime:datatable') {
    const row = recordOf(field.dataTypeMappings.find(({ typeName }) => typeName === 'T')?.typeValue ?? '')
    add('selectedRows', collectionOf(row))
    add('firstSelectedRow', row)
    add('numberOfRowsSelected', NUMBER)
  }
  return members
}

/// A lookup stands for a field of an object: what that refers to is looked for.
function lookedUp(value: Attribute, { project }: Compilation): Partial<ScreenFieldDescription> {
  const [object, field] = [value('objectApiName'), value('fieldApiName')]
  if (typeof object !== 'string' || typeof field !== 'string') return {}
  const referenceTo = project.schema.object(object)?.field(field)?.referenceTo ?? []
  return referenceTo.length > 0 ? { referenceTo } : {}
}
