import {
  ANY,
  BOOLEAN,
  DATE,
  DATETIME,
  MULTIPICKLIST,
  NUMBER,
  PICKLIST,
  TEXT,
  TIME,
  type DataType,
} from '@millrace/values'
import type { FieldType, FieldTypeName, RecordType, Stage, ValidationRule } from '../schema.ts'

/// An object while its schema is being put together: fields are added, then `buildSchema` freezes it.
export interface ObjectDraft {
  readonly apiName: string
  label: string
  labelPlural: string
  /// Null until a custom object gets its prefix.
  keyPrefix: string | null
  readonly isCustom: boolean
  fields: FieldDraft[]
  validationRules: ValidationRule[]
  sharingModel?: string | null
  readonly shareOf?: string
  recordTypes?: readonly RecordType[]
  stages?: ReadonlyMap<string, Stage>
}

/// A field and the name under which its parents list the children: `Contacts` for Contact.AccountId.
export interface FieldDraft extends FieldType {
  readonly childRelationshipName: string | null
}

const DATA_TYPES: Readonly<Record<FieldTypeName, DataType>> = {
  id: TEXT,
  string: TEXT,
  textarea: TEXT,
  boolean: BOOLEAN,
  int: NUMBER,
  double: NUMBER,
  currency: NUMBER,
  percent: NUMBER,
  date: DATE,
  datetime: DATETIME,
  time: TIME,
  picklist: PICKLIST,
  multipicklist: MULTIPICKLIST,
  combobox: TEXT,
  reference: TEXT,
  email: TEXT,
  phone: TEXT,
  url: TEXT,
  address: ANY,
  location: ANY,
  encryptedstring: TEXT,
  base64: TEXT,
  anyType: ANY,
}

/// A field of [type] that people may write, with everything else at its usual value.
export function fieldDraft(
  apiName: string,
  type: FieldTypeName,
  rest: Partial<Omit<FieldDraft, 'apiName' | 'type'>> = {},
): FieldDraft {
  return {
    apiName,
    label: rest.label ?? labelOf(apiName),
    type,
    dataType: rest.dataType ?? DATA_TYPES[type],
    isCustom: false,
    length: 0,
    precision: 0,
    scale: 0,
    required: false,
    unique: false,
    externalId: false,
    caseSensitive: false,
    createable: true,
    updateable: true,
    autoNumber: null,
    formula: null,
    defaultValueFormula: null,
    picklist: null,
    referenceTo: [],
    relationshipName: null,
    cascadeDelete: false,
    restrictedDelete: false,
    nameField: false,
    inlineHelpText: null,
    compoundOf: null,
    childRelationshipName: null,
    ...rest,
  }
}

/// "Mailing Street" for MailingStreet, "Account ID" for AccountId, "SLA Start Date" for SLAStartDate.
export function labelOf(apiName: string): string {
  const words = apiName
    .replace(/__c$/i, '')
    .replaceAll('_', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
  return words.replace(/ Id$/, ' ID')
}
