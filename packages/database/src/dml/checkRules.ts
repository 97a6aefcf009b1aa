import type { ObjectType } from '../schema.ts'
import type { Row } from './row.ts'
import type { Saving } from './saving.ts'
import type { CompiledRules } from './validationRules.ts'

/// ` returning …` for a statement that saves records under the alias of the rules' FROM: the Id, and what the rules
/// read where that lies in the same table.
export function returning(rules: CompiledRules, more: readonly string[] = []): string {
  const columns = rules.readsParents ? [] : rules.columns
  return ` returning ${[rules.from.own('Id'), ...columns, ...more].join(', ')}`
}

/// Adds to [rows] what the validation rules say of them, given what `returning` brought.
export async function checkRules(
  saving: Saving,
  rules: CompiledRules,
  rows: ReadonlyMap<string, Row>,
  returned: readonly unknown[][],
  prior: ReadonlyMap<string, readonly unknown[]> | null,
): Promise<void> {
  if (rules.isEmpty) return
  const saved = rules.readsParents ? await readForRules(saving, rules, [...rows.keys()]) : returned
  for (const [id, ...values] of saved) {
    const row = rows.get(id as string)!
    row.errors.push(...rules.check(values, prior?.get(id as string) ?? null, row.created, saving.user))
  }
}

/// The columns of the rules for the records [ids], each row with its Id first.
export async function readForRules(
  { tx }: Saving,
  { from, columns }: CompiledRules,
  ids: readonly string[],
  lock = '',
): Promise<unknown[][]> {
  const { rows } = await tx.query<unknown[]>({
    text: `select ${[from.own('Id'), ...columns].join(', ')} from ${from.text} where ${from.own('Id')} = any($1::text[])${lock}`,
    values: [ids],
    rowMode: 'array',
  })
  return rows
}

/// The rows before they are saved, for rules that ask for them; null when none does.
export async function readPrior(
  saving: Saving,
  object: ObjectType,
  ids: readonly string[],
): Promise<Map<string, readonly unknown[]> | null> {
  const rules = saving.org.rules(object)
  if (!rules.readsPrior) return null
  const rows = await readForRules(saving, rules, ids, ` for update of ${rules.from.alias}`)
  return new Map(rows.map(([id, ...values]) => [id as string, values]))
}
