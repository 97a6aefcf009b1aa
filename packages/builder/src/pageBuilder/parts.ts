import { DYNAMIC_COMPONENT, type PageItem, propertyText, standardParts } from '@millrace/components'

/// What a component of a page is called on the screen. [known] are the project's Dynamic Components.
export function partLabel({ componentName, fieldItem, properties }: PageItem, known: readonly Named[]): string {
  if (componentName === null) return fieldItem ?? 'Field'
  if (componentName === DYNAMIC_COMPONENT) {
    const name = propertyText(properties, 'dynamicComponent')
    return known.find(({ apiName }) => apiName === name)?.label ?? (name || 'Dynamic Component')
  }
  return (
    standardParts.find(part => part.componentName === componentName)?.label ?? STRUCTURE[componentName] ?? componentName
  )
}

interface Named {
  readonly apiName: string
  readonly label: string
}

/// The API name behind what [partLabel] says.
export const partApiName = ({ componentName, fieldItem, properties }: PageItem): string =>
  (componentName === DYNAMIC_COMPONENT && propertyText(properties, 'dynamicComponent')) ||
  (componentName ?? fieldItem ?? '')

const STRUCTURE: Readonly<Record<string, string>> = {
  'flexipage:tabset2': 'Tabs',
  'flexipage:tab': 'Tab',
  'flexipage:accordionSection': 'Accordion Section',
  'flexipage:column': 'Column',
}

/// Their icons in the list of components.
export const PART_ICONS: Readonly<Record<string, string>> = {
  'force:highlightsPanel': 'utility:highlight',
  'force:detailPanel': 'utility:form',
  'force:relatedListContainer': 'utility:record_collection',
  'force:relatedListSingleContainer': 'utility:record_lookup',
  'flexipage:filterListCard': 'utility:list',
  'home:recentRecordContainer': 'utility:clock',
  'flexipage:richText': 'utility:richtextbulletedlist',
  'flexipage:tabset': 'utility:tabset',
  'flexipage:accordion': 'utility:layers',
  'flexipage:fieldSection': 'utility:rows',
  'force:relatedListQuickLinksContainer': 'utility:link',
  'runtime_sales_activities:activityPanel': 'utility:activity',
  'runtime_sales_pathassistant:pathAssistant': 'utility:steps',
  'runtime_sales_merge:mergeCandidatesPreviewCard': 'utility:merge',
  'flowruntime:interview': 'utility:flow',
  'home:topDealsContainer': 'utility:moneybag',
  'home:eventContainer': 'utility:event',
  'runtime_sales_activities:todayTaskContainer': 'utility:task',
}
