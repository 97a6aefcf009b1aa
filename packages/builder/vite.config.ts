import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from './compressed.ts'
import { slds } from '../components/slds.ts'

/// Everything a browser loads: the pages of a project and the setup pages, which come as chunks of their own.
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), slds(), compressed()],
  build: {
    outDir: '../../build/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    rolldownOptions: {
      output: {
        // React changes seldom: browsers keep it when the rest of the application is new.
        codeSplitting: { groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ }] },
      },
    },
  },
})
