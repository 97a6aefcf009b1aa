import type { ObjectType } from '../schema.ts'
import { tableOf } from '../sql/from.ts'
import type { Parameter } from '../sql/columns.ts'
import type { Row } from './row.ts'
import type { Saving } from './saving.ts'

const STAGE = 'StageName'

/// Whether a change of these values may change what follows from an opportunity's stage.
export const changesStage = ({ stages }: ObjectType, parameters: ReadonlyMap<string, Parameter>): boolean =>
  stages !== undefined && parameters.has(STAGE)

/// Gives opportunities that come to another stage its probability and forecast category, unless they state their own.
///
/// Source: Object Reference for the Salesforce Platform, "Opportunity", Probability and ForecastCategoryName.
export async function putStageValues(saving: Saving, object: ObjectType, rows: readonly Row[]): Promise<void> {
  const { stages } = object
  const staged = rows.filter(({ parameters }) => changesStage(object, parameters))
  if (!stages || staged.length === 0) return
  const before = await stagesBefore(saving, object, staged)
  for (const { id, parameters, created } of staged) {
    const name = String(parameters.get(STAGE) ?? '').toLowerCase()
    const stage = stages.get(name)
    if (!stage || (!created && before.get(id ?? '')?.toLowerCase() === name)) continue
    if ((parameters.get('Probability') ?? null) === null) parameters.set('Probability', String(stage.probability))
    if ((parameters.get('ForecastCategoryName') ?? null) === null)
      parameters.set('ForecastCategoryName', stage.forecastCategoryName)
  }
}

async function stagesBefore({ tx }: Saving, object: ObjectType, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ id, created }) => (created || id === null ? [] : id))
  if (ids.length === 0) return new Map()
  const { rows: found } = await tx.query<[string, string]>({
    text: `select "Id", "${STAGE}" from ${tableOf(object)} where "Id" = any($1::text[])`,
    values: [ids],
    rowMode: 'array',
  })
  return new Map(found)
}
