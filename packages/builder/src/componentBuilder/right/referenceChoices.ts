import type { DynamicComponent } from '@millrace/metadata'
import {
  type ComponentDeclaration,
  componentType,
  isUnknown,
  type ObjectDescription,
  type Place,
  ReferenceScope,
  soleReference,
} from '@millrace/runtime'
import { type DataType, describeType, isTextual } from '@millrace/values'
import { everyComponent } from '../document/tree.ts'
import type { ObjectCatalogue } from '../useEditor.ts'

/// One thing that a mapped value may be. With children it opens; with a path it can be chosen.
export interface ReferenceChoice {
  /// Without `{!` and `}`.
  readonly path?: string
  readonly label: string
  /// "Text collection", "Data Table".
  readonly detail: string
  readonly type?: DataType
  readonly children?: () => readonly ReferenceChoice[]
}

export interface ChoiceContext {
  readonly definition: DynamicComponent
  readonly objects: ObjectCatalogue
  /// The globals that stand for the place it is chosen at.
  readonly place: Place
}

/// Everything a value may be mapped to: resources, attributes of components, fields of the page's record, globals.
export function referenceChoices({ definition, objects, place }: ChoiceContext): readonly ReferenceChoice[] {
  const scope = new ReferenceScope(definition, name => objects.describe(name))
  const typeOf = (path: string): DataType | undefined => {
    const found = scope.find(path, place)
    return isUnknown(found) ? undefined : found.type
  }
  const leaf = (path: string, label: string, detail?: string): ReferenceChoice => {
    const type = typeOf(path)
    const children = type && fieldsOf(path, type)
    return {
      path,
      label,
      detail: detail ?? (type ? describeType(type) : ''),
      ...(type && { type }),
      ...(children && { children }),
    }
  }
  const fieldsOf = (path: string, type: DataType): (() => readonly ReferenceChoice[]) | undefined => {
    if (type.kind !== 'Record') return undefined
    // Parents of parents go on for as long as somebody opens them.
    return () => fieldChoices(path, objects.describe(type.object), leaf)
  }
  const resources = definition.resources.map(({ apiName, type }): ReferenceChoice => {
    const choice = leaf(apiName, apiName)
    if (type !== 'query') return choice
    const members = ['nbItems', 'FirstRecord', 'IsLoading'].filter(member => typeOf(`${apiName}.${member}`))
    return { ...choice, children: () => members.map(member => leaf(`${apiName}.${member}`, member)) }
  })
  const components = [...everyComponent(definition)].flatMap(({ component: { apiName, type } }): ReferenceChoice[] => {
    const declaration = componentType(type)
    if (!declaration) return []
    const attributes = () =>
      attributeNames(declaration).map(({ name, label }) => leaf(`${apiName}.${name}`, label, undefined))
    return [{ label: apiName, detail: declaration.label, children: attributes }]
  })
  const globals = (category: string, names: readonly string[]): ReferenceChoice => ({
    label: category,
    detail: '',
    children: () => names.map(name => leaf(`${category}.${name}`, name)),
  })
  const user = objects.describe('User')
  const organization = objects.describe('Organization')
  const groups: (ReferenceChoice | false | undefined)[] = [
    place.row && leaf('$Row', 'The row that was clicked'),
    place.items && place.items.length > 0 && leaf('$Item', 'The current item'),
    place.event && {
      label: 'The event',
      detail: '',
      children: () => place.event!.map(({ name }) => leaf(`$Event.${name}`, name)),
    },
    place.hasError && globals('$Error', ['message', 'code', 'element', 'flow', 'runId']),
    definition.resources.length > 0 && {
      label: 'Resources',
      detail: `${definition.resources.length}`,
      children: () => resources,
    },
    !place.isLoad &&
      components.length > 0 && {
        label: 'Component attributes',
        detail: `${components.length}`,
        children: () => components,
      },
    definition.targetObject !== undefined && leaf('$Component.Record', "The page's record"),
    {
      label: 'Global variables',
      detail: '',
      children: () => [
        globals('$User', fieldNames(user, ['Id', 'Name', 'Email', 'FirstName', 'LastName', 'Username'])),
        globals('$Organization', fieldNames(organization, ['Id', 'Name'])),
        globals('$Component', ['RecordId', 'ObjectApiName', 'CurrentDate', 'CurrentDateTime', 'FormFactor', 'Guid']),
        globals('$GlobalConstant', ['EmptyString', 'True', 'False', 'Null']),
        globals('$Profile', ['Id', 'Name']),
        globals('$UserRole', ['Id', 'Name']),
      ],
    },
  ]
  return groups.filter(group => group !== false && group !== undefined)
}

function attributeNames(declaration: ComponentDeclaration): readonly { name: string; label: string }[] {
  const state = declaration.stateAttributes.map(({ name, label }) => ({ name, label: `${name} (${label})` }))
  const names = new Set(state.map(({ name }) => name.toLowerCase()))
  const attributes = declaration.attributes
    .filter(
      ({ name, type, perItem }) => !names.has(name.toLowerCase()) && type !== 'list' && type !== 'style' && !perItem,
    )
    .map(({ name, label }) => ({ name, label: `${name} (${label})` }))
  return [...state, ...attributes]
}

function fieldChoices(
  path: string,
  object: ObjectDescription | undefined,
  leaf: (path: string, label: string) => ReferenceChoice,
): readonly ReferenceChoice[] {
  if (!object) return [{ label: 'Reading the fields …', detail: '' }]
  const fields = [...object.fields].toSorted((a, b) => a.label.localeCompare(b.label))
  return fields.flatMap(({ name, label, relationshipName }) => [
    leaf(`${path}.${name}`, `${label} (${name})`),
    ...(relationshipName ? [leaf(`${path}.${relationshipName}`, `${label}: its fields (${relationshipName})`)] : []),
  ])
}

const fieldNames = (object: ObjectDescription | undefined, otherwise: readonly string[]): readonly string[] =>
  object ? object.fields.map(({ name }) => name) : otherwise

/// The type of the one reference that [text] consists of; undefined when it is something else or names nothing.
export function referenceType(
  text: string,
  definition: DynamicComponent,
  objects: ObjectCatalogue,
  place: Place,
): DataType | undefined {
  const path = soleReference(text)
  const found =
    path === undefined ? undefined : new ReferenceScope(definition, name => objects.describe(name)).find(path, place)
  return !found || isUnknown(found) ? undefined : found.type
}

/// Whether a value of type [type] can stand where [expected] is wanted; what is not known may.
export function fits(type: DataType | undefined, expected: DataType | undefined): boolean {
  if (!type || !expected || type.kind === 'Any' || expected.kind === 'Any') return true
  if (isTextual(type) && isTextual(expected)) return true
  if (type.kind === 'Collection' && expected.kind === 'Collection') return fits(type.of, expected.of)
  if (type.kind === 'Record' && expected.kind === 'Record')
    return type.object.toLowerCase() === expected.object.toLowerCase()
  return type.kind === expected.kind
}
