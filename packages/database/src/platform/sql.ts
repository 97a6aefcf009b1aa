/// What the platform's own tables need of a connection: the pool or an open transaction.
export interface Sql {
  query(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>
}
