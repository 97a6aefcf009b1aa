import type { Option } from './componentTypes/choiceSource.ts'
import type { ComponentHost } from './host.ts'
import { type FieldDescription, fieldNamed, type ObjectDescription } from './objectDescription.ts'
import { describedObject } from './componentRequests.ts'

/// The values of a picklist field that there are when its controlling field holds [controllingValue]. A field that no
/// other controls has all of them; a controlled one without a controlling value none, as in Salesforce.
///
/// Source: SOAP API Developer Guide, "describeSObjects()", validFor.
export function picklistChoices(
  object: ObjectDescription,
  field: FieldDescription,
  controllingValue: string | boolean | null,
): Option[] {
  const values = field.picklistValues ?? []
  const controller = field.controllerName ? fieldNamed(object, field.controllerName) : undefined
  const shown = controller
    ? values.filter(value => goesWith(value.validFor, indexIn(controller, controllingValue)))
    : values
  const { offeredValues } = field
  return shown.flatMap(({ value, label }) => (offeredValues?.has(value) === false ? [] : [{ value, label }]))
}

/// Where the controlling value stands: a checkbox has two, unchecked and checked.
function indexIn(controller: FieldDescription, value: string | boolean | null): number {
  if (controller.type.kind === 'Boolean') return value === true ? 1 : 0
  return (controller.picklistValues ?? []).findIndex(candidate => candidate.value === value)
}

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function goesWith(validFor: string | undefined, index: number): boolean {
  if (validFor === undefined || index < 0) return false
  // Six bits are in each character, the highest first.
  const six = SIGNS.indexOf(validFor[Math.floor(index / 6)] ?? 'A')
  return six >= 0 && ((six >> (5 - (index % 6))) & 1) === 1
}

/// The choices of a picklist field named "Contact.Status__c", asked of the server. Undefined when there is no such field.
export async function picklistOptions(
  host: ComponentHost,
  path: string,
  controllingValue: string | boolean | null,
): Promise<Option[] | undefined> {
  const [objectApiName = '', fieldName = ''] = path.split('.')
  const object = objectApiName && fieldName ? await describedObject(host, objectApiName) : undefined
  const field = object && fieldNamed(object, fieldName)
  return object && field && picklistChoices(object, field, controllingValue)
}
