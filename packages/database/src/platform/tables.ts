import { createIfMissing } from '../server/createIfMissing.ts'
import type { Queryable } from '../server/statement.ts'

// Servers that start together would wait for each other's locks on these tables.
const ONE_AT_A_TIME = 'select pg_advisory_xact_lock(7405926)'

/// Creates the platform's own tables where they are missing: who may come in, what ran, and what was answered.
/// Records of the org lie elsewhere.
export async function createPlatformTables(database: Queryable): Promise<void> {
  await createIfMissing(
    database,
    `
    ${ONE_AT_A_TIME};
    create schema if not exists millrace;
    create table if not exists millrace.credentials (
      hash bytea primary key,
      kind text not null,
      user_id text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      detail jsonb not null default '{}'
    );
    -- Databases from before programs signed in with OAuth.
    do $$ begin
      if exists (select from pg_constraint where conrelid = 'millrace.credentials'::regclass and conname = 'credentials_kind_check') then
        alter table millrace.credentials drop constraint credentials_kind_check, add column detail jsonb not null default '{}';
      end if;
    end $$;
    create table if not exists millrace.passwords (
      user_id text primary key,
      salt bytea not null,
      hash bytea not null,
      failures integer not null default 0,
      locked_until timestamptz,
      changed_at timestamptz not null default now()
    );
    create table if not exists millrace.setup_changes (
      id bigint generated always as identity primary key,
      user_id text not null,
      action text not null,
      section text not null,
      display text not null,
      changed_at timestamptz not null default clock_timestamp()
    );
    create table if not exists millrace.runs (
      id uuid primary key,
      flow text not null,
      version text not null,
      user_id text not null,
      state text not null check (state in ('finished', 'waiting', 'failed', 'cancelled', 'timed out')),
      inputs jsonb not null,
      outputs jsonb,
      fault jsonb,
      trace jsonb not null,
      usage jsonb not null,
      started_at timestamptz not null,
      ended_at timestamptz not null
    );
    create index if not exists runs_by_start on millrace.runs (started_at desc);
    create index if not exists runs_by_flow on millrace.runs (flow, started_at desc);
    -- Databases from before runs could wait.
    do $$ begin
      if exists (select from pg_constraint where conrelid = 'millrace.runs'::regclass and conname = 'runs_state_check'
                 and pg_get_constraintdef(oid) not like '%waiting%') then
        alter table millrace.runs drop constraint runs_state_check, add constraint runs_state_check
          check (state in ('finished', 'waiting', 'failed', 'cancelled', 'timed out'));
      end if;
    end $$;
    -- Databases from before flows that nobody calls were recorded. The lock is taken only where a column is missing.
    do $$ begin
      if not exists (select from pg_attribute where attrelid = 'millrace.runs'::regclass and attname = 'trigger') then
        alter table millrace.runs add column trigger jsonb;
      end if;
    end $$;
    create table if not exists millrace.flow_schedules (
      flow text primary key,
      schedule text not null,
      next_at timestamptz
    );
    create table if not exists millrace.flow_texts (
      hash text primary key,
      file text not null,
      text text not null,
      used_at timestamptz not null default now()
    );
    create table if not exists millrace.waiting_interviews (
      guid text primary key,
      run_id uuid not null,
      position integer not null,
      user_id text not null,
      flow text not null,
      element text not null,
      state jsonb not null,
      versions text[] not null,
      paused_at timestamptz not null default clock_timestamp()
    );
    create index if not exists waiting_interviews_by_run on millrace.waiting_interviews (run_id);
    do $$ begin
      if not exists (select from pg_attribute where attrelid = 'millrace.waiting_interviews'::regclass and attname = 'record_id') then
        alter table millrace.waiting_interviews add column record_id text;
      end if;
    end $$;
    create index if not exists waiting_interviews_by_record on millrace.waiting_interviews (record_id, flow, element)
      where record_id is not null;
    create table if not exists millrace.awaited_events (
      guid text not null references millrace.waiting_interviews on delete cascade,
      position integer not null,
      name text not null,
      resume_at timestamptz,
      event jsonb not null,
      came_as text,
      primary key (guid, position)
    );
    create index if not exists awaited_events_by_time on millrace.awaited_events (resume_at) where resume_at is not null;
    create index if not exists awaited_platform_events on millrace.awaited_events ((event #>> '{platformEvent,object}'))
      where event #>> '{platformEvent,object}' is not null;
    create table if not exists millrace.published_events (
      id bigint generated always as identity primary key,
      object text not null,
      record_id text not null,
      published_at timestamptz not null default clock_timestamp()
    );
    create table if not exists millrace.answers (
      user_id text not null,
      key text not null,
      request_hash text not null,
      run_id uuid not null,
      status integer not null,
      body text not null,
      created_at timestamptz not null default now(),
      primary key (user_id, key)
    );
    create table if not exists millrace.outbox (
      id uuid primary key default gen_random_uuid(),
      kind text not null,
      recipients text[] not null,
      subject text,
      body text,
      related_id text,
      detail jsonb not null,
      run_id uuid,
      flow text,
      user_id text not null,
      created_at timestamptz not null default clock_timestamp(),
      state text not null default 'recorded' check (state in ('recorded', 'sent', 'failed')),
      error text,
      attempts integer not null default 0,
      next_attempt_at timestamptz
    );
    create index if not exists outbox_by_time on millrace.outbox (created_at desc);
    create index if not exists outbox_by_run on millrace.outbox (run_id);
    create index if not exists outbox_to_send on millrace.outbox (next_attempt_at) where next_attempt_at is not null;
    create table if not exists millrace.versions (
      kind text not null check (kind in ('flow', 'component', 'page')),
      api_name text not null,
      number integer not null,
      text text not null,
      hash text not null,
      saved_by text,
      created_at timestamptz not null default now(),
      saved_at timestamptz not null default now(),
      primary key (kind, api_name, number)
    );
    create table if not exists millrace.drafts (
      kind text not null check (kind in ('flow', 'component', 'page')),
      api_name text not null,
      user_id text not null,
      number integer not null,
      based_on text not null,
      text text not null,
      saved_at timestamptz not null default now(),
      primary key (kind, api_name, user_id)
    );
    -- Databases from before pages had versions.
    do $$ begin
      if exists (select from pg_constraint where conrelid = 'millrace.versions'::regclass and conname = 'versions_kind_check'
                 and pg_get_constraintdef(oid) not like '%page%') then
        alter table millrace.versions drop constraint versions_kind_check, add constraint versions_kind_check
          check (kind in ('flow', 'component', 'page'));
        alter table millrace.drafts drop constraint drafts_kind_check, add constraint drafts_kind_check
          check (kind in ('flow', 'component', 'page'));
      end if;
    end $$;
    create table if not exists millrace.query_results (
      id text primary key,
      user_id text not null,
      soql text not null,
      page_size integer not null,
      total_size integer not null,
      made_at timestamptz not null default now()
    );
    create table if not exists millrace.query_pages (
      result text not null,
      page integer not null,
      ids text[] not null,
      primary key (result, page)
    );
    create table if not exists millrace.bulk_jobs (
      id text primary key,
      kind text not null check (kind in ('ingest', 'query')),
      user_id text not null,
      state text not null,
      spec jsonb not null,
      columns text[] not null default '{}',
      processed integer not null default 0,
      failed integer not null default 0,
      error text,
      created_at timestamptz not null default clock_timestamp(),
      modified_at timestamptz not null default clock_timestamp(),
      claimed_until timestamptz
    );
    create table if not exists millrace.bulk_uploads (
      job_id text not null references millrace.bulk_jobs on delete cascade,
      position integer not null,
      data bytea not null,
      primary key (job_id, position)
    );
    create table if not exists millrace.bulk_lines (
      job_id text not null references millrace.bulk_jobs on delete cascade,
      list text not null,
      position integer not null,
      lines text[] not null,
      primary key (job_id, list, position)
    );
    create table if not exists millrace.read_notifications (
      notification uuid not null references millrace.outbox on delete cascade,
      user_id text not null,
      primary key (notification, user_id)
    );
    create index if not exists notifications_by_time on millrace.outbox (created_at desc)
      where kind = 'customNotification';
    create table if not exists millrace.list_views (
      object text not null,
      api_name text not null,
      label text not null,
      owner_id text not null,
      is_shared boolean not null,
      definition jsonb not null,
      changed_at timestamptz not null default now()
    );
    create unique index if not exists list_views_by_name on millrace.list_views (lower(object), lower(api_name));
    create table if not exists millrace.preferences (
      user_id text not null,
      name text not null,
      value jsonb not null,
      primary key (user_id, name)
    );
    create table if not exists millrace.settings (
      name text primary key,
      value jsonb not null
    );`,
  )
}

/// Deletes what nobody can use any more: expired credentials, answers older than a day, platform events that nobody
/// took within three, pages of queries older than two, runs, messages and interviews that
/// stand at a screen older than thirty, texts of flows that no interview needs.
export async function dropExpired(database: Queryable): Promise<void> {
  await database.query(`
    ${ONE_AT_A_TIME};
    delete from millrace.credentials where expires_at < now();
    delete from millrace.setup_changes where changed_at < now() - interval '180 days';
    delete from millrace.bulk_jobs where modified_at < now() - interval '7 days';
    delete from millrace.answers where created_at < now() - interval '24 hours';
    with left_alone as (
      delete from millrace.waiting_interviews waiting where paused_at < now() - interval '30 days'
        and not exists (select from millrace.awaited_events event where event.guid = waiting.guid) returning run_id)
    update millrace.runs set state = 'cancelled' where id in (select run_id from left_alone);
    delete from millrace.runs where started_at < now() - interval '30 days' and state <> 'waiting';
    delete from millrace.published_events where published_at < now() - interval '72 hours';
    delete from millrace.flow_texts as kept where used_at < now() - interval '1 day'
      and not exists (select from millrace.waiting_interviews where kept.hash = any (versions));
    delete from millrace.query_results where made_at < now() - interval '2 days';
    delete from millrace.query_pages where result not in (select id from millrace.query_results);
    delete from millrace.outbox where created_at < now() - interval '30 days';`)
}
