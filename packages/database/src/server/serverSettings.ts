/// Arguments of `postgres` for one project on one computer: little memory, few processes. They stand on the command
/// line, so that they change with Millrace and not with the data folder.
export function serverArguments(data: string, address: Record<string, string | number>, durable: boolean): string[] {
  const settings = {
    ...address,
    max_connections: 200,
    shared_buffers: '64MB',
    max_wal_size: '512MB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    io_method: 'sync',
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    ...(!durable && { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  }
  return ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
