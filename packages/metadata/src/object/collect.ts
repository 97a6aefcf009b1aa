import type { Diagnostic } from '../diagnostic.ts'
import type {
  CompactLayoutDefinition,
  Defined,
  FieldDefinition,
  ListViewDefinition,
  ObjectDefinition,
  RecordTypeDefinition,
  ValidationRuleDefinition,
} from './model.ts'

interface Collected {
  readonly apiName: string
  readonly files: ObjectDefinition[]
  readonly fields: FieldDefinition[]
  readonly validationRules: ValidationRuleDefinition[]
  readonly recordTypes: RecordTypeDefinition[]
  readonly listViews: ListViewDefinition[]
  readonly compactLayouts: CompactLayoutDefinition[]
}

/// Puts together what many files say about objects: `objects/X/X.object-meta.xml`, `objects/X/fields/…` and so on,
/// over all package folders. Names of objects are the same whatever their case.
export class ObjectCollector {
  readonly #objects = new Map<string, Collected>()

  add(object: ObjectDefinition): void {
    const collected = this.#object(object.apiName)
    collected.files.push(object)
    collected.fields.push(...object.fields)
    collected.validationRules.push(...object.validationRules)
    collected.recordTypes.push(...object.recordTypes)
    collected.listViews.push(...object.listViews)
    collected.compactLayouts.push(...object.compactLayouts)
  }

  /// Fields, rules, record types and the like have files of their own: the folder above their folder is the object's.
  addField(path: string, field: FieldDefinition): void {
    this.#object(folderAbove(path)).fields.push(field)
  }

  addValidationRule(path: string, rule: ValidationRuleDefinition): void {
    this.#object(folderAbove(path)).validationRules.push(rule)
  }

  addRecordType(path: string, type: RecordTypeDefinition): void {
    this.#object(folderAbove(path)).recordTypes.push(type)
  }

  addListView(path: string, view: ListViewDefinition): void {
    this.#object(folderAbove(path)).listViews.push(view)
  }

  addCompactLayout(path: string, layout: CompactLayoutDefinition): void {
    this.#object(folderAbove(path)).compactLayouts.push(layout)
  }

  /// The objects in the order they were met. Where two files define the same field the later counts.
  finish(diagnostics: Diagnostic[]): readonly ObjectDefinition[] {
    return [...this.#objects.values()].map(collected => {
      const { apiName } = collected
      return {
        ...statedBy(collected),
        fields: lastOfEach(collected.fields, field => `${apiName}.${field.apiName}`, diagnostics),
        validationRules: lastOfEach(collected.validationRules, rule => `${apiName}.${rule.fullName}`, diagnostics),
        recordTypes: lastOfEach(collected.recordTypes, type => `${apiName}.${type.fullName}`, diagnostics),
        listViews: lastOfEach(collected.listViews, view => `${apiName}.${view.fullName}`, diagnostics),
        compactLayouts: lastOfEach(collected.compactLayouts, layout => `${apiName}.${layout.fullName}`, diagnostics),
      }
    })
  }

  #object(apiName: string): Collected {
    const key = apiName.toLowerCase()
    let collected = this.#objects.get(key)
    if (!collected) {
      collected = {
        apiName,
        files: [],
        fields: [],
        validationRules: [],
        recordTypes: [],
        listViews: [],
        compactLayouts: [],
      }
      this.#objects.set(key, collected)
    }
    return collected
  }
}

const folderAbove = (path: string): string => path.split(/[/\\]/).at(-3) ?? ''

/// What the object's own files state; a later file adds to and overrides an earlier one.
function statedBy({ apiName, files, ...parts }: Collected): ObjectDefinition {
  const [first, ...others] = files
  if (first) return others.reduce(overlaid, first)
  const { fields, validationRules, recordTypes, listViews, compactLayouts } = parts
  const part: Defined = [...fields, ...validationRules, ...recordTypes, ...listViews, ...compactLayouts][0]!
  return {
    file: part.file,
    span: { start: 0, end: 0 },
    xml: null,
    apiName,
    label: null,
    pluralLabel: null,
    description: null,
    nameField: null,
    sharingModel: null,
    deploymentStatus: null,
    customSettingsType: null,
    fields: [],
    validationRules: [],
    recordTypes: [],
    actionOverrides: [],
    listViews: [],
    compactLayouts: [],
    compactLayoutAssignment: null,
  }
}

const overlaid = (earlier: ObjectDefinition, later: ObjectDefinition): ObjectDefinition => ({
  ...earlier,
  label: later.label ?? earlier.label,
  pluralLabel: later.pluralLabel ?? earlier.pluralLabel,
  description: later.description ?? earlier.description,
  nameField: later.nameField ?? earlier.nameField,
  sharingModel: later.sharingModel ?? earlier.sharingModel,
  deploymentStatus: later.deploymentStatus ?? earlier.deploymentStatus,
  customSettingsType: later.customSettingsType ?? earlier.customSettingsType,
  actionOverrides: [...later.actionOverrides, ...earlier.actionOverrides],
  compactLayoutAssignment: later.compactLayoutAssignment ?? earlier.compactLayoutAssignment,
})

function lastOfEach<T extends Defined>(
  definitions: readonly T[],
  nameOf: (definition: T) => string,
  diagnostics: Diagnostic[],
): readonly T[] {
  const byName = new Map<string, T>()
  for (const definition of definitions) {
    const name = nameOf(definition)
    const earlier = byName.get(name.toLowerCase())
    if (earlier) diagnostics.push(duplicate(name, definition, earlier))
    byName.set(name.toLowerCase(), definition)
  }
  return [...byName.values()]
}

/// # duplicate-definition
/// Two files define the same field, validation rule, record type, list view or compact layout.
///
/// The later one counts, in the order of the package folders. Delete the one you do not mean.
const duplicate = (name: string, { file, span }: Defined, earlier: Defined): Diagnostic => ({
  severity: 'warning',
  code: 'duplicate-definition',
  message: `${name} is also defined in ${earlier.file}. The one in this file counts.`,
  file,
  line: 1,
  column: 1,
  element: name,
  span,
})
