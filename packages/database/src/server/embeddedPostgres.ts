export interface EmbeddedOptions {
  /// The project's folder for the database, such as `.millrace/postgres`; made when missing.
  readonly dataDir: string
  /// False: changes may be lost when the computer fails. For tests; true when not given.
  readonly durable?: boolean
  /// Hears what takes a while.
  readonly log?: (message: string) => void
}

/// A PostgreSQL server that runs as long as some process uses it.
export interface EmbeddedPostgres {
  /// `postgres://…` of the project's database.
  readonly url: string
  /// False when another process had started it before.
  readonly started: boolean
  /// Ends our use of it. When nobody else uses it, the server has stopped when this returns.
  stop(): Promise<void>
}
