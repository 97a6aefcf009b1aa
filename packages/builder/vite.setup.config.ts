import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from './compressed.ts'
import { sldsLink } from '../components/slds.ts'

/// The setup pages and builders, each a chunk of its own. They come beside what vite.config.ts wrote.
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), sldsLink(), compressed()],
  build: {
    outDir: '../../build/web',
    emptyOutDir: false,
    manifest: '.vite/setup.json',
    target: 'es2023',
    rolldownOptions: {
      // Builders have all kinds of interactions at hand; pages, which fetch them, are another build.
      checks: { ineffectiveDynamicImport: false },
      input: join(import.meta.dirname, 'setup.html'),
      // React changes seldom: browsers keep it when the rest of the application is new.
      output: {
        codeSplitting: { groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ }] },
      },
    },
  },
})
