import { fileName } from './fileName.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'

/// A quick action: makes or changes a record, with some of its fields set before.
///
/// Source: Metadata API Developer Guide, "QuickAction".
export interface QuickActionDefinition {
  readonly file: string
  /// `New_Lead`, or `Contact.Log_Visit` for one of an object.
  readonly apiName: string
  readonly label: string
  /// Create, Update, LogACall, SendEmail, Flow, LightningComponent, …
  readonly type: string
  /// The object of the record it makes; null for kinds that make none.
  readonly targetObject: string | null
  /// The field of the new record that points at the record the action is about.
  readonly targetParentField: string | null
  readonly targetRecordType: string | null
  /// Fields that are set before: to a text as it stands, or to what a formula gives.
  readonly fieldOverrides: readonly {
    readonly field: string
    readonly formula: string | null
    readonly literalValue: string | null
  }[]
  readonly fields: readonly string[]
  readonly requiredFields: readonly string[]
}

/// Reads `Contact.Log_Visit.quickAction-meta.xml`.
export const parseQuickAction = (source: string, file: string): Parsed<QuickActionDefinition> =>
  parseDefinition(source, file, 'QuickAction', (xml, read) => {
    const apiName = fileName(file).replace(/\.quickAction(-meta\.xml)?$/, '')
    const items = read
      .list(xml, 'quickActionLayout', layout =>
        read.list(layout, 'quickActionLayoutColumns', column =>
          read.list(column, 'quickActionLayoutItems', item => ({
            field: read.word(item, 'field'),
            isRequired: read.word(item, 'uiBehavior') === 'Required',
          })),
        ),
      )
      .flat(2)
    return {
      file,
      apiName,
      label: read.text(xml, 'label') ?? apiName,
      type: read.word(xml, 'type') ?? 'Create',
      targetObject: read.word(xml, 'targetObject'),
      targetParentField: read.word(xml, 'targetParentField'),
      targetRecordType: read.word(xml, 'targetRecordType'),
      fieldOverrides: read.list(xml, 'fieldOverrides', item => ({
        field: read.required(item, 'field'),
        formula: read.text(item, 'formula'),
        literalValue: read.text(item, 'literalValue'),
      })),
      fields: items.flatMap(({ field }) => field ?? []),
      requiredFields: items.flatMap(({ field, isRequired }) => (field && isRequired ? [field] : [])),
    }
  })
