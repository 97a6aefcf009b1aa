import { fieldDraft, type ObjectDraft } from './draft.ts'

/// The shares of an object whose records are not open to everybody: who besides the owner and those above may see or
/// change a record. None for one that has no owners.
///
/// Source: Object Reference for the Salesforce Platform, "StandardObjectNameShare"; Apex Developer Guide, "Sharing a
/// Record Using Apex".
export function sharesOf({ apiName, label, fields, sharingModel, isCustom }: ObjectDraft): ObjectDraft[] {
  if (sharingModel !== 'Private' && sharingModel !== 'Read') return []
  if (!fields.some(field => field.apiName === 'OwnerId')) return []
  const fieldsOfShare = shareFields(apiName, isCustom)
  return [
    {
      apiName: isCustom ? apiName.replace(/__c$/i, '__Share') : `${apiName}Share`,
      label: `${label} Share`,
      labelPlural: `${label} Share`,
      keyPrefix: PREFIXES[apiName] ?? null,
      isCustom: false,
      fields: fieldsOfShare,
      validationRules: [],
      sharingModel: 'ControlledByParent',
      shareOf: apiName,
    },
  ]
}

const PREFIXES: Readonly<Record<string, string>> = {
  Account: '00r',
  Contact: '03s',
  Opportunity: '00t',
  Case: '01n',
  Lead: '01o',
  Campaign: '08s',
}

/// The names of the fields that say which record is shared, and how much may be done with it.
export function shareFieldNames(
  apiName: string,
  isCustom: boolean,
): { readonly record: string; readonly access: string } {
  return isCustom
    ? { record: 'ParentId', access: 'AccessLevel' }
    : { record: `${apiName}Id`, access: `${apiName}AccessLevel` }
}

function shareFields(apiName: string, isCustom: boolean): ObjectDraft['fields'] {
  const { record, access } = shareFieldNames(apiName, isCustom)
  const values = (names: readonly string[], first?: string) => ({
    restricted: true,
    values: names.map(value => ({ value, label: value, active: true, isDefault: value === first })),
  })
  const reference = (referenceTo: readonly string[], relationshipName: string) => ({
    length: 18,
    required: true,
    updateable: false,
    referenceTo,
    relationshipName,
  })
  return [
    fieldDraft(record, 'reference', {
      ...reference([apiName], record.slice(0, -2)),
      cascadeDelete: true,
      childRelationshipName: 'Shares',
    }),
    fieldDraft('UserOrGroupId', 'reference', reference(['User', 'Group'], 'UserOrGroup')),
    fieldDraft(access, 'picklist', { length: 40, required: true, picklist: values(['Read', 'Edit']) }),
    fieldDraft('RowCause', 'picklist', { length: 40, updateable: false, picklist: values(['Manual'], 'Manual') }),
  ]
}
