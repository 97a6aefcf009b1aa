import type { Queryable } from './statement.ts'

/// unique_violation in PostgreSQL's own catalogue, duplicate_schema, duplicate_table.
const COLLISIONS = new Set(['23505', '42P06', '42P07'])

/// Runs `create … if not exists` [statements], all or none. PostgreSQL lets two processes that do so at the same time
/// collide; who comes second starts again and finds everything there.
export async function createIfMissing(database: Queryable, statements: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await database.query(statements)
      return
    } catch (error) {
      const isCollision = error instanceof Error && 'code' in error && COLLISIONS.has(String(error.code))
      if (!isCollision || attempt === 5) throw error
    }
  }
}
