import { type ComponentHost, fieldValue, recordWithId } from '@millrace/runtime'
import { mergeText } from '@millrace/values'
import { pageLabels } from '../labels/pageLabels.ts'
import { definition, ofPageRecord, type Component, type Outcome } from './definition.ts'
import { details } from './details.ts'
import { highlights } from './highlights.ts'
import { listCard } from './listDefinition.ts'
import { displayPath, iconOf, nameField, shortFields, tableColumns } from './objectFields.ts'
import { path } from './path.ts'
import { relatedLists } from './relatedLists.ts'
import { homeList } from './homeLists.ts'

type MakeDefinition = (host: ComponentHost, properties: Readonly<Record<string, string>>) => Promise<Outcome>

/// The Dynamic Components that stand for Salesforce's standard components, by their names in files.
export const standardDefinitions: Readonly<Record<string, MakeDefinition>> = {
  'force:highlightsPanel': highlights,
  'force:detailPanel': details,
  'force:recordDetailPanelMobile': details,
  'force:relatedListContainer': host => relatedLists(host, [], { limit: 6 }),
  'force:relatedListQuickLinksContainer': host => relatedLists(host, [], { isQuickLinks: true }),
  'force:relatedListSingleContainer': oneRelatedList,
  'lst:dynamicRelatedList': oneRelatedList,
  'runtime_sales_pathassistant:pathAssistant': path,
  'runtime_sales_lead:pathAssistant': path,
  'runtime_sales_merge:mergeCandidatesPreviewCard': duplicates,
  'flexipage:filterListCard': filterListCard,
  'flowruntime:interview': async (_, properties) => flow(properties),
  'flexipage:richText': async (_, { richTextValue = '', decorate }) => richText(richTextValue, decorate !== 'false'),
  'home:topDealsContainer': host => homeList(host, 'deals'),
  'home:eventContainer': host => homeList(host, 'events'),
  'runtime_sales_activities:todayTaskContainer': host => homeList(host, 'tasks'),
}

function oneRelatedList(host: ComponentHost, properties: Readonly<Record<string, string>>): Promise<Outcome> {
  const { relatedListApiName = '', maxRecordsToDisplay, rowsToDisplay } = properties
  const limit = Number(maxRecordsToDisplay ?? rowsToDisplay) || 6
  return relatedLists(host, relatedListApiName === '' ? [] : [relatedListApiName], { limit })
}

async function filterListCard(
  host: ComponentHost,
  { entityName = '', filterName = '', pageSize }: Readonly<Record<string, string>>,
): Promise<Outcome> {
  if (entityName === '') return (await pageLabels(host.locale)).noObject('')
  return listCard(host, entityName, { filterName, pageSize: Number(pageSize) || 5 })
}

function richText(value: string, isCard: boolean): Outcome {
  const text: Component = { type: 'RichText', apiName: 'Text', attributes: { value } }
  const card: Component = { type: 'Card', apiName: 'Card', attributes: {}, children: { body: [text] } }
  return definition('Rich_Text', '', [isCard ? card : text])
}

/// Flow: a screen flow, with its inputs as properties, or in the list `flowArguments`.
function flow({
  flowName = '',
  flowLayout: _,
  flowArguments = '',
  ...inputs
}: Readonly<Record<string, string>>): Outcome {
  const given = [...argumentsIn(flowArguments), ...Object.entries(inputs).map(([name, value]) => ({ name, value }))]
  return definition('Flow_Part', flowName, [
    { type: 'Flow', apiName: 'Flow', attributes: { flowApiName: flowName, inputs: given } },
  ])
}

function argumentsIn(text: string): readonly { readonly name: string; readonly value: unknown }[] {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? (list as { name: string; value: unknown }[]).filter(({ name }) => name) : []
  } catch {
    return []
  }
}

/// Potential Duplicates: other records of the same name.
function duplicates(host: ComponentHost): Promise<Outcome> {
  return ofPageRecord(host, async ({ object, recordId, labels }) => {
    const name = nameField(object)
    const record = await recordWithId(host, object.name, recordId, [name])
    const shown = [name, ...shortFields(object).map(displayPath)].slice(0, 3)
    const called = record ? mergeText(fieldValue(record, name), host) : ''
    return {
      ...definition(`Duplicates_${object.name}`, labels.duplicates, [
        {
          type: 'DataTable',
          apiName: 'Duplicates',
          attributes: {
            title: labels.duplicates,
            iconName: iconOf(object.name),
            records: '{!Same}',
            columns: tableColumns(object, shown),
            hideCheckboxColumn: true,
            customizable: false,
            emptyMessage: labels.noDuplicates,
          },
        },
      ]),
      resources: [
        {
          type: 'query',
          apiName: 'Same',
          objectApiName: object.name,
          fields: shown,
          filter: {
            and: [
              { field: name, operator: 'eq', value: called },
              { field: 'Id', operator: 'ne', value: recordId },
            ],
          },
          limit: 10,
        },
      ],
      interactions: { recordChange: [{ type: 'refreshAllQueries', targetName: object.name }] },
    }
  })
}
