import {
  ANY,
  apexOf,
  BOOLEAN,
  collectionOf,
  type DataType,
  DATE,
  DATETIME,
  MULTIPICKLIST,
  NUMBER,
  PICKLIST,
  recordOf,
  TEXT,
  TIME,
} from '@millrace/values'

const SCALARS: Readonly<Record<string, DataType>> = {
  String: TEXT,
  Number: NUMBER,
  Currency: NUMBER,
  Boolean: BOOLEAN,
  Date: DATE,
  DateTime: DATETIME,
  Time: TIME,
  Picklist: PICKLIST,
  Multipicklist: MULTIPICKLIST,
}

/// The type a flow file's `dataType` stands for; undefined for a word it is not.
export function flowType(resource: {
  readonly dataType: string
  readonly isCollection?: boolean
  readonly objectType?: string | null
  readonly apexClass?: string | null
}): DataType | undefined {
  const item = itemType(resource.dataType, resource.objectType ?? '', resource.apexClass ?? '')
  return item && resource.isCollection ? collectionOf(item) : item
}

function itemType(dataType: string, object: string, apexClass: string): DataType | undefined {
  if (dataType === 'SObject') return recordOf(object)
  if (dataType === 'Apex') return apexOf(apexClass)
  return SCALARS[dataType]
}

/// What a loop over [type] hands out.
export const itemOf = (type: DataType): DataType => (type.kind === 'Collection' ? type.of : ANY)
