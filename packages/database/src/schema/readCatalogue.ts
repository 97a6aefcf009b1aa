import type { FieldTypeName, PicklistValue } from '../schema.ts'
import { fieldDraft, labelOf, type FieldDraft, type ObjectDraft } from './draft.ts'

/// Reads standard objects from their compact notation: an object's line starts at the margin, its fields' are indented.
///
///     Contact 003 "Contact" "Contacts" owned person
///       AccountId reference(Account) > Contacts
///       LastName string(80) required
///
/// A key prefix that Salesforce does not publish is written `???`; the object gets a free one. `owned` adds OwnerId,
/// `person` a Name made of FirstName, MiddleName, LastName and Suffix (those that exist). A field is its name, its type with the length, digits, picklist values or parents in brackets, any of `required` `unique`
/// `readonly` `createonly` `cascade` `restrict` `name` `default(value)`, the name of the child relationship behind `>`, and its
/// label in quotes when that is not the name in words. Among parents, `*custom` means every custom object and `*` every
/// object that people work with.
export function readCatalogue(text: string): ObjectDraft[] {
  const objects: ObjectDraft[] = []
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    if (line.startsWith(' ')) objects.at(-1)!.fields.push(readField(line.trim()))
    else objects.push(readObject(line))
  }
  for (const object of objects) addPersonName(object)
  return objects
}

const PERSON = ['FirstName', 'MiddleName', 'LastName', 'Suffix']
const OWNED: FieldDraft = fieldDraft('OwnerId', 'reference', {
  length: 18,
  referenceTo: ['User', 'Group'],
  relationshipName: 'Owner',
  label: 'Owner ID',
})

/// OwnerId of a record that a user or a queue owns.
export const ownerField = (): FieldDraft => ({ ...OWNED })

function readObject(line: string): ObjectDraft {
  const match = /^(\w+) (\w{3}|\?{3}) "([^"]+)" "([^"]+)"( owned)?( person)?$/.exec(line)
  if (!match) throw new Error(`The catalogue of standard objects has a line it cannot read: ${line}`)
  const [, apiName, keyPrefix, label, labelPlural, owned, person] = match
  return {
    apiName: apiName!,
    label: label!,
    labelPlural: labelPlural!,
    keyPrefix: keyPrefix === '???' ? null : keyPrefix!,
    isCustom: false,
    fields: [...(owned ? [ownerField()] : []), ...(person ? [fieldDraft('Name', 'string')] : [])],
    validationRules: [],
  }
}

/// The Name of a person is put together by the database and cannot be written.
function addPersonName(object: ObjectDraft): void {
  const name = object.fields.findIndex(field => field.apiName === 'Name' && field.length === 0 && !field.autoNumber)
  if (name < 0) return
  const parts = PERSON.filter(part => object.fields.some(field => field.apiName === part))
  object.fields[name] = fieldDraft('Name', 'string', {
    length: 203,
    nameField: true,
    createable: false,
    updateable: false,
    compoundOf: parts,
    label: object.apiName === 'User' ? 'Full Name' : 'Name',
  })
}

function readField(line: string): FieldDraft {
  const match = /^(\w+) (\w+)(?:\(([^)]*)\))?(.*)$/.exec(line)
  if (!match) throw new Error(`The catalogue of standard objects has a field it cannot read: ${line}`)
  const [, apiName, type, inBrackets, rest] = match
  const defaultValue = / default\(([^)]*)\)/.exec(rest!)?.[1]
  const label = / "([^"]+)"/.exec(rest!)?.[1]
  const childRelationshipName = / > (\w+)/.exec(rest!)?.[1] ?? null
  const flags = new Set(rest!.replace(/ (default\([^)]*\)|"[^"]+"|> \w+)/g, '').split(' '))
  const writable = !flags.has('readonly') && type !== 'autonumber'
  return fieldDraft(apiName!, type === 'autonumber' ? 'string' : (type as FieldTypeName), {
    ...typeDetails(apiName!, type!, inBrackets ?? '', defaultValue),
    label: label ?? labelOf(apiName!),
    required: flags.has('required'),
    unique: flags.has('unique'),
    nameField: flags.has('name'),
    cascadeDelete: flags.has('cascade'),
    restrictedDelete: flags.has('restrict'),
    createable: writable,
    updateable: writable && !flags.has('createonly'),
    childRelationshipName,
    defaultValueFormula:
      defaultValue === undefined || type === 'picklist' || type === 'combobox'
        ? null
        : type === 'boolean'
          ? defaultValue
          : `"${defaultValue}"`,
  })
}

function typeDetails(apiName: string, type: string, inBrackets: string, defaultValue?: string): Partial<FieldDraft> {
  const list = inBrackets === '' ? [] : inBrackets.split(',').map(item => item.trim())
  switch (type) {
    case 'reference':
      return { length: 18, referenceTo: list, relationshipName: apiName.replace(/Id$/, '') }
    case 'double':
    case 'currency':
    case 'percent':
      return { precision: Number(list[0]), scale: Number(list[1]) }
    case 'int':
      return { precision: 9 }
    case 'autonumber':
      return { length: 30, autoNumber: { displayFormat: inBrackets, startingNumber: 1 } }
    case 'picklist':
    case 'combobox':
    case 'multipicklist':
      return { length: type === 'multipicklist' ? 4099 : 255, picklist: picklist(list, defaultValue) }
    default:
      return { length: Number(inBrackets) || 0 }
  }
}

function picklist(names: readonly string[], defaultValue?: string): FieldDraft['picklist'] {
  const all = defaultValue !== undefined && !names.includes(defaultValue) ? [...names, defaultValue] : names
  const values: PicklistValue[] = all.map(name => ({
    value: name,
    label: name,
    active: true,
    isDefault: name === defaultValue,
  }))
  return { restricted: false, values }
}
