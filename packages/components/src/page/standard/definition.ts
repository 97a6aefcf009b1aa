import { type ComponentHost, type ComponentState, describedObject, type ObjectDescription } from '@millrace/runtime'
import { type PageLabels } from '../labels/en.ts'
import { pageLabels } from '../labels/pageLabels.ts'

export type Definition = ComponentState['definition']
export type Component = Definition['components'][number]
export type Resource = Definition['resources'][number]
export type Interactions = NonNullable<Component['interactions']>[string]

/// The Dynamic Component that stands for one of Salesforce's standard components: the same building blocks as everywhere.
/// A text says why there is none.
export type Outcome = Definition | string

export const definition = (apiName: string, label: string, components: readonly Component[]): Definition => ({
  apiName,
  label,
  resources: [],
  components,
})

/// What a component of a record page is about.
export interface PageRecord {
  readonly host: ComponentHost
  readonly object: ObjectDescription
  readonly recordId: string
  readonly labels: PageLabels
}

/// Makes a definition of the page's record, or says why there is none.
export async function ofPageRecord(
  host: ComponentHost,
  make: (record: PageRecord) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const { recordId, objectApiName } = host
  const labels = await pageLabels(host.locale)
  if (!recordId || !objectApiName) return labels.needsRecord
  const object = await describedObject(host, objectApiName)
  return object ? make({ host, object, recordId, labels }) : labels.noObject(objectApiName)
}

export const navigateTo = (url: string): Interactions[number] => ({ type: 'navigate', destination: 'webPage', url })

/// The question before an object's record is deleted.
export const deleteQuestion = ({ label }: ObjectDescription, labels: PageLabels) => ({
  title: labels.deleteOf(label),
  message: labels.deleteQuestion(label),
  confirmLabel: labels.delete,
  cancelLabel: labels.cancel,
  isDestructive: true,
})
