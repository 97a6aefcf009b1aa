import type { ValueDefinition } from '@millrace/metadata'
import type { Stage } from '../schema.ts'
import type { ValueSets } from './customField.ts'
import type { FieldDraft, ObjectDraft } from './draft.ts'

/// Gives standard picklists the values of the project's standard value sets, and makes the fields that follow from a
/// status or stage what their values say: IsClosed of cases and tasks; IsClosed, IsWon and ForecastCategory of
/// opportunities, with what each stage presets.
///
/// Source: Metadata API Developer Guide, "StandardValueSet"; Object Reference, "Case", "Task", "Opportunity".
export function putStatusFields(drafts: ReadonlyMap<string, ObjectDraft>, valueSets: ValueSets): void {
  for (const [set, fields] of STANDARD_SETS) {
    const values = valueSets.get(set.toLowerCase())
    if (values) for (const field of fields) putValues(drafts, field, values)
  }
  const meanings = (set: string, own: readonly Meaning[]): readonly Meaning[] =>
    valueSets.get(set.toLowerCase())?.map(meaningOf) ?? own
  derive(drafts, 'Case.IsClosed', anyOf('Status', meanings('CaseStatus', [closed('Closed')]).filter(isClosed)))
  derive(drafts, 'Task.IsClosed', anyOf('Status', meanings('TaskStatus', [closed('Completed')]).filter(isClosed)))
  const stages = meanings('OpportunityStage', OWN_STAGES)
  derive(drafts, 'Opportunity.IsClosed', anyOf('StageName', stages.filter(isClosed)))
  const won = stages.filter(stage => stage.won)
  derive(drafts, 'Opportunity.IsWon', anyOf('StageName', won))
  derive(drafts, 'Opportunity.ForecastCategory', FORECAST_CATEGORY)
  const opportunity = drafts.get('opportunity')
  if (opportunity) opportunity.stages = new Map(stages.map(stage => [stage.value.toLowerCase(), stageOf(stage)]))
}

interface Meaning {
  readonly value: string
  readonly closed: boolean
  readonly won: boolean
  readonly probability: number
  readonly category: string
}

const isClosed = ({ closed }: Meaning): boolean => closed

const closed = (value: string): Meaning => ({ value, closed: true, won: false, probability: 0, category: 'Omitted' })

const meaningOf = ({ fullName, meaning }: ValueDefinition): Meaning => {
  const won = meaning?.won ?? false
  const isClosed = won || (meaning?.closed ?? false)
  return {
    value: fullName,
    closed: isClosed,
    won,
    probability: meaning?.probability ?? 0,
    category: meaning?.forecastCategory ?? (won ? 'Closed' : isClosed ? 'Omitted' : 'Pipeline'),
  }
}

const open = (value: string, probability: number): Meaning => ({
  value,
  closed: false,
  won: false,
  probability,
  category: 'Pipeline',
})

/// The stages of a new org.
const OWN_STAGES: readonly Meaning[] = [
  open('Prospecting', 10),
  open('Qualification', 10),
  open('Needs Analysis', 20),
  open('Value Proposition', 50),
  open('Id. Decision Makers', 60),
  open('Perception Analysis', 70),
  open('Proposal/Price Quote', 75),
  open('Negotiation/Review', 90),
  { value: 'Closed Won', closed: true, won: true, probability: 100, category: 'Closed' },
  closed('Closed Lost'),
]

/// The categories whose names in ForecastCategoryName are others.
const CATEGORY_NAMES: Readonly<Record<string, string>> = {
  BestCase: 'Best Case',
  MostLikely: 'Most Likely',
  Forecast: 'Commit',
}

const stageOf = ({ probability, category }: Meaning): Stage => ({
  probability,
  forecastCategoryName: CATEGORY_NAMES[category] ?? category,
})

const FORECAST_CATEGORY = `CASE(ForecastCategoryName, ${Object.entries(CATEGORY_NAMES)
  .map(([category, name]) => `"${name}", "${category}"`)
  .join(', ')}, TEXT(ForecastCategoryName))`

const anyOf = (field: string, meanings: readonly Meaning[]): string =>
  meanings.length === 0
    ? 'FALSE'
    : `OR(${meanings.map(({ value }) => `ISPICKVAL(${field}, "${value.replaceAll(/["\\]/g, '\\$&')}")`).join(', ')})`

function derive(drafts: ReadonlyMap<string, ObjectDraft>, path: string, expression: string): void {
  change(drafts, path, field => ({ ...field, derived: true, formula: { expression, blankAsZero: false } }))
}

function putValues(drafts: ReadonlyMap<string, ObjectDraft>, path: string, values: readonly ValueDefinition[]): void {
  change(drafts, path, field => ({
    ...field,
    picklist: {
      restricted: false,
      values: values.map(({ fullName, label, isActive, isDefault }) => ({
        value: fullName,
        label,
        active: isActive,
        isDefault,
      })),
    },
  }))
}

function change(drafts: ReadonlyMap<string, ObjectDraft>, path: string, to: (field: FieldDraft) => FieldDraft): void {
  const [object = '', name] = path.split('.')
  const draft = drafts.get(object.toLowerCase())
  if (draft) draft.fields = draft.fields.map(field => (field.apiName === name ? to(field) : field))
}

/// The fields that have the values of a standard value set.
const STANDARD_SETS: readonly (readonly [set: string, fields: readonly string[]])[] = [
  ['AccountType', ['Account.Type']],
  ['AccountRating', ['Account.Rating']],
  ['AccountOwnership', ['Account.Ownership']],
  ['CaseOrigin', ['Case.Origin']],
  ['CasePriority', ['Case.Priority']],
  ['CaseReason', ['Case.Reason']],
  ['CaseStatus', ['Case.Status']],
  ['CaseType', ['Case.Type']],
  ['Industry', ['Account.Industry', 'Lead.Industry']],
  ['LeadSource', ['Account.AccountSource', 'Contact.LeadSource', 'Lead.LeadSource', 'Opportunity.LeadSource']],
  ['LeadStatus', ['Lead.Status']],
  ['OpportunityStage', ['Opportunity.StageName']],
  ['OpportunityType', ['Opportunity.Type']],
  ['Salutation', ['Contact.Salutation', 'Lead.Salutation']],
  ['TaskPriority', ['Task.Priority']],
  ['TaskStatus', ['Task.Status']],
]
