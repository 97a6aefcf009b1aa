/// Whether [error] carries [code]: the system's, such as ENOENT, or PostgreSQL's, such as 3D000.
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
