import { CompiledQuery } from '../query/recordQuery.ts'
import type { RecordQuery, SaveOptions } from '../recordStore.ts'
import type { Schema } from '../schema.ts'
import { compileSoql, type CompiledSoql } from '../soql/compile.ts'
import type { SoqlQuery } from '../soql/tree.ts'
import { wholeView, type View } from '../sql/view.ts'
import type { Rights, UserContext } from '../userContext.ts'
import { readableSchema } from './readableSchema.ts'
import type { Sharing } from './sharing.ts'

/// Which of a user's limits count.
export interface Limits {
  readonly rights: Rights | null
  readonly sharing: Sharing | null
}

/// In mode `user` both count, with sharing the records' alone.
export function limitsOf({ rights, sharing }: UserContext, mode: SaveOptions['mode']): Limits {
  return {
    rights: mode === 'user' ? (rights ?? null) : null,
    sharing: mode === 'system' ? null : (sharing ?? null),
  }
}

/// What was compiled for one view: kept as long as the view is.
class CompiledView {
  readonly view: View
  readonly #queries = new WeakMap<RecordQuery, CompiledQuery>()
  readonly #soql = new Map<string, CompiledSoql>()

  constructor(view: View) {
    this.view = view
  }

  query(query: RecordQuery): CompiledQuery {
    let compiled = this.#queries.get(query)
    if (!compiled) this.#queries.set(query, (compiled = new CompiledQuery(query, this.view)))
    return compiled
  }

  soql(text: string, parsed: SoqlQuery): CompiledSoql {
    let compiled = this.#soql.get(text)
    if (compiled) this.#soql.delete(text)
    else compiled = compileSoql(parsed, this.view, text)
    keep(this.#soql, text, compiled, KEPT_QUERIES)
    return compiled
  }
}

/// The views that users have of [schema], by their rights and what is shared with them.
export class Views {
  readonly #schema: Schema
  readonly #whole: View
  readonly #readable = new WeakMap<Rights, Schema>()
  readonly #compiled = new WeakMap<Rights, Map<string, CompiledView>>()
  readonly #withoutRights = new Map<string, CompiledView>()

  constructor(schema: Schema) {
    this.#schema = schema
    this.#whole = wholeView(schema)
  }

  of(limits: Limits): CompiledView {
    const key = limits.sharing?.key ?? ''
    const views = this.#viewsWith(limits.rights)
    const view = views.get(key) ?? new CompiledView(this.#view(limits))
    views.delete(key)
    keep(views, key, view, KEPT_VIEWS)
    return view
  }

  #viewsWith(rights: Rights | null): Map<string, CompiledView> {
    if (!rights) return this.#withoutRights
    let views = this.#compiled.get(rights)
    if (!views) this.#compiled.set(rights, (views = new Map()))
    return views
  }

  #view({ rights, sharing }: Limits): View {
    return {
      everything: this.#schema,
      schema: rights ? this.#readableTo(rights) : this.#schema,
      isShared: sharing === null,
      visible: sharing ? (object, alias) => sharing.condition(object, alias, 'read') : this.#whole.visible,
    }
  }

  #readableTo(rights: Rights): Schema {
    let schema = this.#readable.get(rights)
    if (!schema) this.#readable.set(rights, (schema = readableSchema(this.#schema, rights)))
    return schema
  }
}

const KEPT_QUERIES = 500
const KEPT_VIEWS = 100

/// Puts [value] in as the newest, and the oldest out when there are too many.
function keep<V>(kept: Map<string, V>, key: string, value: V, most: number): void {
  kept.set(key, value)
  if (kept.size > most) kept.delete(kept.keys().next().value!)
}
