import { IdAllocator } from './ids.ts'
import { compileDefaults, type FieldDefault } from './dml/defaults.ts'
import { rollUpsOf, type RollUp } from './dml/rollUps.ts'
import { compileRules, type CompiledRules } from './dml/validationRules.ts'
import { Views, type Limits } from './access/views.ts'
import type { CompiledQuery } from './query/recordQuery.ts'
import type { RecordQuery } from './recordStore.ts'
import type { ObjectType, Schema } from './schema.ts'
import type { CompiledSoql } from './soql/compile.ts'
import { parseSoql } from './soql/parse.ts'
import type { SoqlQuery } from './soql/tree.ts'
import type { View } from './sql/view.ts'

/// A deployed schema with what is shared by all that read and save its records: new Ids, and everything that is
/// compiled once per schema.
export class Org {
  readonly schema: Schema
  readonly ids = new IdAllocator()
  readonly #views: Views
  readonly #parsed = new Map<string, SoqlQuery>()
  readonly #rules = new Map<ObjectType, CompiledRules>()
  readonly #rollUps = new Map<ObjectType, RollUp[]>()
  readonly #defaults = new Map<ObjectType, FieldDefault[]>()

  constructor(schema: Schema) {
    this.schema = schema
    this.#views = new Views(schema)
  }

  /// The compiled form of [query] for those who are limited so.
  query(query: RecordQuery, limits: Limits = NO_LIMITS): CompiledQuery {
    return this.#views.of(limits).query(query)
  }

  /// What those see who are limited so.
  view(limits: Limits): View {
    return this.#views.of(limits).view
  }

  /// The compiled form of a SOQL text for those who are limited so; the last few hundred are kept. Throws `SoqlError`.
  soql(text: string, limits: (query: SoqlQuery) => Limits): CompiledSoql {
    let parsed = this.#parsed.get(text)
    if (!parsed) this.#parsed.set(text, (parsed = parseSoql(text)))
    if (this.#parsed.size > KEPT_QUERIES) this.#parsed.delete(this.#parsed.keys().next().value!)
    return this.#views.of(limits(parsed)).soql(text, parsed)
  }

  rules(object: ObjectType): CompiledRules {
    let rules = this.#rules.get(object)
    if (!rules) this.#rules.set(object, (rules = compileRules(object, this.schema)))
    return rules
  }

  /// The summaries that records of [object] go into.
  rollUps(object: ObjectType): readonly RollUp[] {
    let rollUps = this.#rollUps.get(object)
    if (!rollUps) this.#rollUps.set(object, (rollUps = rollUpsOf(object, this.schema)))
    return rollUps
  }

  defaults(object: ObjectType): readonly FieldDefault[] {
    let defaults = this.#defaults.get(object)
    if (!defaults) this.#defaults.set(object, (defaults = compileDefaults(object)))
    return defaults
  }
}

const KEPT_QUERIES = 500

const NO_LIMITS: Limits = { rights: null, sharing: null }
