import { IdAllocator } from './ids.ts'
import { compileDefaults, type FieldDefault } from './dml/defaults.ts'
import { compileRules, type CompiledRules } from './dml/validationRules.ts'
import { CompiledQuery } from './query/recordQuery.ts'
import type { RecordQuery } from './recordStore.ts'
import type { ObjectType, Schema } from './schema.ts'
import { compileSoql, type CompiledSoql } from './soql/compile.ts'
import { parseSoql } from './soql/parse.ts'

/// A deployed schema with what is shared by all that read and save its records: new Ids, and everything that is
/// compiled once per schema.
export class Org {
  readonly schema: Schema
  readonly ids = new IdAllocator()
  readonly #queries = new WeakMap<RecordQuery, CompiledQuery>()
  readonly #soql = new Map<string, CompiledSoql>()
  readonly #rules = new Map<ObjectType, CompiledRules>()
  readonly #defaults = new Map<ObjectType, FieldDefault[]>()

  constructor(schema: Schema) {
    this.schema = schema
  }

  query(query: RecordQuery): CompiledQuery {
    let compiled = this.#queries.get(query)
    if (!compiled) this.#queries.set(query, (compiled = new CompiledQuery(query, this.schema)))
    return compiled
  }

  /// The compiled form of a SOQL text; the last few hundred are kept. Throws `SoqlError`.
  soql(text: string): CompiledSoql {
    let compiled = this.#soql.get(text)
    if (compiled) this.#soql.delete(text)
    else compiled = compileSoql(parseSoql(text), this.schema, text)
    this.#soql.set(text, compiled)
    if (this.#soql.size > KEPT_QUERIES) this.#soql.delete(this.#soql.keys().next().value!)
    return compiled
  }

  rules(object: ObjectType): CompiledRules {
    let rules = this.#rules.get(object)
    if (!rules) this.#rules.set(object, (rules = compileRules(object, this.schema)))
    return rules
  }

  defaults(object: ObjectType): readonly FieldDefault[] {
    let defaults = this.#defaults.get(object)
    if (!defaults) this.#defaults.set(object, (defaults = compileDefaults(object)))
    return defaults
  }
}

const KEPT_QUERIES = 500
