import type { Resolved } from '../../componentState.ts'
import {
  type FieldDescription,
  fieldNamed,
  type ObjectLookup,
  parentNamed,
  type PicklistValue,
} from '../../objectDescription.ts'
import { type Settings, settingsList } from '../../resolved.ts'
import { type DataTableAction, readActions } from './actions.ts'

/// The types of columns, with what they are called on the screen.
export const COLUMN_TYPES = {
  text: 'Text',
  number: 'Number',
  currency: 'Currency',
  percent: 'Percent',
  date: 'Date',
  datetime: 'Date/Time',
  time: 'Time',
  boolean: 'Checkbox',
  email: 'Email',
  phone: 'Phone',
  url: 'URL',
  badge: 'Badge',
  lookup: 'Link to Record',
  image: 'Image',
  avatar: 'Avatar',
  progress: 'Progress Bar',
  rating: 'Rating',
  richText: 'Rich Text',
  button: 'Button',
  buttonIcon: 'Button Icon',
  action: 'Action Menu',
} as const

export type DataTableColumnType = keyof typeof COLUMN_TYPES

export const SUMMARIES = { sum: 'Sum', avg: 'Average', min: 'Minimum', max: 'Maximum', count: 'Count' } as const

export type SummaryFunction = keyof typeof SUMMARIES

/// A colour of the design system for values or rows: `success` for Active.
export interface ColorRule {
  /// The value it is for; absent where `when` says it.
  readonly value?: string
  /// A formula on the row.
  readonly when?: string
  /// One of the design system's words, or `#rrggbb`.
  readonly color: string
}

export interface DataTableColumn {
  /// What tells columns apart: the field, or the name of a column without one.
  readonly key: string
  /// With the parent's path: "Account.Name". Empty in a column of buttons.
  readonly fieldName: string
  /// The Target Name of its clicks.
  readonly name: string
  readonly label: string
  readonly type: DataTableColumnType
  readonly sortable: boolean
  readonly searchable: boolean
  readonly filterable: boolean
  readonly editable: boolean
  /// The field that an edit changes: the Id's of a column with the name of a parent.
  readonly editField: string
  readonly isRequired: boolean
  readonly alignment: 'left' | 'center' | 'right'
  /// In pixels; 0: it shares what is left.
  readonly width: number
  readonly wrapText: boolean
  /// Not shown until somebody chooses it.
  readonly isHidden: boolean
  readonly helpText: string
  /// Digits behind the point; undefined: as many as there are, up to three.
  readonly decimals: number | undefined
  /// The field that holds a row's currency.
  readonly currencyField: string
  /// What a lookup links to: the field with the record's Id.
  readonly idField: string
  /// Where the name of the record stands that a lookup's Id is of; empty where the column itself is the name.
  readonly nameField: string
  /// The objects a lookup may point to.
  readonly referenceTo: readonly string[]
  readonly max: number
  readonly iconName: string
  readonly variant: string
  readonly colorRules: readonly ColorRule[]
  readonly summary: SummaryFunction | undefined
  /// The name under which its totals stand.
  readonly totalAlias: string
  readonly actions: readonly DataTableAction[]
  readonly options: readonly PicklistValue[]
  /// The field that decides which options there are, with its own options in order.
  readonly controller: { readonly fieldName: string; readonly options: readonly PicklistValue[] } | undefined
}

/// The columns as declared, completed by what the server says of the [objectName]'s fields: labels, types, values of
/// picklists, what may be edited.
export function readColumns(
  value: Resolved,
  raw: unknown,
  objectName: string | undefined,
  objects: ObjectLookup,
): readonly DataTableColumn[] {
  const written = Array.isArray(raw) ? raw : []
  return settingsList(value).map((column, position) => ({
    ...readColumn(column, written[position], objectName, objects),
    totalAlias: `s${position}`,
  }))
}

function readColumn(
  column: Settings,
  raw: unknown,
  objectName: string | undefined,
  objects: ObjectLookup,
): Omit<DataTableColumn, 'totalAlias'> {
  const text = (name: string): string => textIn(column, name)
  const fieldName = text('fieldName')
  const name = text('name') || fieldName
  const field = objectName === undefined ? undefined : describedField(fieldName, objectName, objects)
  const type = columnType(text('type'), fieldName, field)
  const isField = fieldName !== '' && !isControl(type)
  const idField = text('idField') || idFieldOf(fieldName, objectName, objects)
  const editField = type === 'lookup' ? idField : fieldName
  const edited = objectName === undefined ? undefined : describedField(editField, objectName, objects)
  return {
    key: name,
    fieldName,
    name,
    label: text('label') || field?.label || fieldName || name,
    type,
    sortable: isField && (column['sortable'] === undefined ? field?.isSortable === true : column['sortable'] === true),
    searchable: isField && (column['searchable'] ?? isSearched(type, field)) === true,
    filterable: isField && column['filterable'] !== false && field?.isFilterable !== false,
    editable:
      isField &&
      isEditableType(type) &&
      column['editable'] === true &&
      !editField.includes('.') &&
      (edited ? edited.isUpdateable !== false : type !== 'lookup'),
    editField,
    isRequired: field?.isRequired === true,
    alignment: oneOf(text('alignment'), ALIGNMENTS) ?? (isNumberType(type) ? 'right' : 'left'),
    width: numberIn(column, 'width') ?? 0,
    wrapText: column['wrapText'] === true,
    isHidden: column['hidden'] === true,
    helpText: text('helpText') || field?.helpText || '',
    decimals: numberIn(column, 'decimals') ?? (field?.scale && type !== 'percent' ? field.scale : undefined),
    currencyField: text('currencyField'),
    idField,
    nameField: type === 'lookup' && field?.relationshipName ? `${field.relationshipName}.Name` : '',
    referenceTo: field?.referenceTo ?? [],
    max: numberIn(column, 'max') ?? (type === 'rating' ? 5 : 100),
    iconName: text('iconName'),
    variant: text('variant') || 'neutral',
    colorRules: settingsList(column['colorRules'] ?? null).map((rule, i) =>
      colorRule(rule, rawItem(raw, 'colorRules', i)),
    ),
    summary: oneOf(text('summary'), Object.keys(SUMMARIES) as SummaryFunction[]),
    actions: readActions(column['actions'] ?? null, memberOf(raw, 'actions')),
    options: field?.picklistValues ?? [],
    controller: controllerOf(field, objectName, objects),
  }
}

const ALIGNMENTS = ['left', 'center', 'right'] as const

const NUMBER_TYPES: readonly DataTableColumnType[] = ['number', 'currency', 'percent']
const CONTROL_TYPES: readonly DataTableColumnType[] = ['button', 'buttonIcon', 'action']
const EDITABLE_TYPES: readonly DataTableColumnType[] = [
  'text',
  'number',
  'currency',
  'percent',
  'date',
  'datetime',
  'time',
  'boolean',
  'email',
  'phone',
  'url',
  'badge',
  'rating',
  'progress',
  'lookup',
]

/// Whether a column's values stand at the right.
export const isNumberType = (type: DataTableColumnType): boolean => NUMBER_TYPES.includes(type)

/// Whether a column holds buttons and no values.
export const isControl = (type: DataTableColumnType): boolean => CONTROL_TYPES.includes(type)

const isEditableType = (type: DataTableColumnType): boolean => EDITABLE_TYPES.includes(type)

/// The type that is stated, else the one that fits the field.
function columnType(stated: string, fieldName: string, field: FieldDescription | undefined): DataTableColumnType {
  const known = Object.keys(COLUMN_TYPES).find(type => type === stated) as DataTableColumnType | undefined
  return known ?? (fieldName === '' ? 'button' : typeOfField(fieldName, field))
}

function typeOfField(fieldName: string, field: FieldDescription | undefined): DataTableColumnType {
  if (!field) return 'text'
  if (field.isRichText) return 'richText'
  // The name of a parent is a link to it.
  if (field.isNameField && fieldName.includes('.')) return 'lookup'
  switch (field.restType ?? field.type.kind.toLowerCase()) {
    case 'currency':
      return 'currency'
    case 'percent':
      return 'percent'
    case 'int':
    case 'long':
    case 'double':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'date':
      return 'date'
    case 'datetime':
      return 'datetime'
    case 'time':
      return 'time'
    case 'email':
      return 'email'
    case 'phone':
      return 'phone'
    case 'url':
      return 'url'
    case 'reference':
      return 'lookup'
    default:
      return 'text'
  }
}

function isSearched(type: DataTableColumnType, field: FieldDescription | undefined): boolean {
  if (field && field.isFilterable === false) return false
  const kind = field?.restType
  // LIKE takes text; a lookup field holds an Id, the parent's name does not.
  if (kind !== undefined) return ['string', 'email', 'phone', 'url', 'picklist', 'textarea', 'combobox'].includes(kind)
  return ['text', 'email', 'phone', 'url', 'badge', 'avatar'].includes(type)
}

/// The field at a path such as "Account.Owner.Name", with a label that says whose it is.
function describedField(path: string, objectName: string, objects: ObjectLookup): FieldDescription | undefined {
  const [first = '', ...rest] = path.split('.')
  const object = objects(objectName)
  if (!object) return undefined
  if (rest.length === 0) return fieldNamed(object, first)
  const lookup = parentNamed(object, first)
  const target = lookup?.referenceTo?.length === 1 ? lookup.referenceTo[0] : undefined
  const field = target === undefined ? undefined : describedField(rest.join('.'), target, objects)
  if (!field || !lookup) return undefined
  const parent = lookup.label.replace(/ ID$/, '')
  return {
    ...field,
    label: field.isNameField ? `${parent} Name` : `${parent}: ${field.label}`,
    referenceTo: target === undefined ? [] : [target],
  }
}

/// The field that holds the Id of the record that a column names.
function idFieldOf(fieldName: string, objectName: string | undefined, objects: ObjectLookup): string {
  const path = fieldName.split('.')
  if (path.length > 1) {
    const lookup = objectName === undefined || path.length > 2 ? undefined : objects(objectName)
    const field = lookup && parentNamed(lookup, path[0]!)
    return field?.name ?? `${path.slice(0, -1).join('.')}.Id`
  }
  const object = objectName === undefined ? undefined : objects(objectName)
  const field = object && fieldNamed(object, fieldName)
  return field?.isNameField || fieldName === 'Name' ? 'Id' : fieldName
}

function controllerOf(
  field: FieldDescription | undefined,
  objectName: string | undefined,
  objects: ObjectLookup,
): DataTableColumn['controller'] {
  const object = objectName === undefined ? undefined : objects(objectName)
  if (!field?.controllerName || !object) return undefined
  const controller = fieldNamed(object, field.controllerName)
  return controller && { fieldName: controller.name, options: controller.picklistValues ?? [] }
}

/// The values that go with what the controlling field holds; all of them where nothing controls the field.
///
/// Source: Object Reference, "PicklistEntry", validFor.
export function optionsFor(column: DataTableColumn, controlling: string | null): readonly PicklistValue[] {
  const { controller, options } = column
  if (!controller) return options
  const position = controller.options.findIndex(({ value }) => value === controlling)
  return options.filter(({ validFor }) => validFor === undefined || (position >= 0 && hasBit(validFor, position)))
}

function hasBit(base64: string, position: number): boolean {
  const digit = BASE64.indexOf(base64[Math.floor(position / 6)] ?? 'A')
  return ((digit >> (5 - (position % 6))) & 1) === 1
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

// Formulas on the row must not be resolved once for the whole table, so they are taken as they were written.
function colorRule(rule: Settings, raw: unknown): ColorRule {
  const when = memberOf(raw, 'when')
  return {
    color: textIn(rule, 'color'),
    ...(typeof rule['value'] === 'string' ? { value: rule['value'] } : {}),
    ...(typeof when === 'string' && when !== '' ? { when } : {}),
  }
}

const memberOf = (raw: unknown, name: string): unknown =>
  typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[name] : undefined

function rawItem(raw: unknown, name: string, position: number): unknown {
  const list = memberOf(raw, name)
  return Array.isArray(list) ? list[position] : undefined
}

const textIn = (settings: Settings, name: string): string => {
  const value = settings[name]
  return typeof value === 'string' ? value : ''
}

const numberIn = (settings: Settings, name: string): number | undefined => {
  const value = settings[name]
  return typeof value === 'number' && value >= 0 ? value : undefined
}

const oneOf = <T extends string>(text: string, choices: readonly T[]): T | undefined =>
  choices.find(choice => choice === text)
