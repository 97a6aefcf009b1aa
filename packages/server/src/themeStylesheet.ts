import type { FastifyInstance } from 'fastify'
import { readFile } from 'node:fs/promises'
import { extname, relative, resolve } from 'node:path'
import { apiError } from './apiError.ts'
import type { Org } from './org.ts'

/// Where the browser application finds the operator's own stylesheet.
export const THEME_PATH = '/theme.css'

/// Whether `theme.stylesheet` in `millrace.json` names one.
export const hasTheme = ({ project }: Org): boolean => Boolean(project.configuration.theme?.stylesheet)

/// `GET /theme.css`: the operator's own stylesheet, a file of the project. It sets the styling hooks of the design system.
export function themeRoutes(app: FastifyInstance, org: Org): void {
  app.get(THEME_PATH, async (_, reply) => {
    const path = org.project.configuration.theme?.stylesheet
    if (!path)
      throw apiError(404, 'NOT_FOUND', 'This project has no theme: "theme.stylesheet" in millrace.json names none.')
    const css = await stylesheet(org.folder, path)
    return reply.header('cache-control', 'no-cache').type('text/css; charset=utf-8').send(css)
  })
}

async function stylesheet(folder: string, path: string): Promise<string> {
  const file = resolve(folder, path)
  const inside = relative(folder, file)
  if (inside.startsWith('..') || extname(file) !== '.css')
    throw apiError(
      404,
      'NOT_FOUND',
      `"theme.stylesheet" in millrace.json is "${path}". It must be a .css file in the project.`,
    )
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw apiError(
      404,
      'NOT_FOUND',
      `"theme.stylesheet" in millrace.json is "${path}", but the project has no such file.`,
    )
  }
}
