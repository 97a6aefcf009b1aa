import { WAITING_CHANNEL } from './waitingChannel.ts'
import type { Queryable } from '../server/statement.ts'

/// A platform event that was saved, until whoever waits for it has been told.
export interface PublishedEvent {
  readonly object: string
  readonly recordId: string
  /// As the database writes it.
  readonly publishedAt: string
}

/// Says that the events [recordIds] of [object] were saved. They count from the commit of the transaction on, as with
/// "Publish After Commit".
export async function publish(tx: Queryable, object: string, recordIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'millrace-publish',
    text: `with published as (
             insert into millrace.published_events (object, record_id) select $1, unnest($2::text[]) returning id)
           select pg_notify('${WAITING_CHANNEL}', '') from published limit 1`,
    values: [object, recordIds],
  })
}

/// Takes the oldest published event out of the list; nobody else gets it unless the transaction is rolled back.
export async function takePublished(tx: Queryable): Promise<PublishedEvent | null> {
  const { rows } = await tx.query<PublishedEvent>(`
    delete from millrace.published_events
    where id = (select id from millrace.published_events order by id limit 1 for update skip locked)
    returning object, record_id as "recordId", published_at::text as "publishedAt"`)
  return rows[0] ?? null
}
