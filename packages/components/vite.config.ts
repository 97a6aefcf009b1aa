import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { slds } from './slds.ts'

/// The gallery: every component in every state. The application itself is built from packages/builder.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), slds()],
  build: {
    outDir: '../../build/gallery',
    emptyOutDir: true,
    target: 'es2023',
    // All components at once are for looking at them, not for sending them far.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { input: 'gallery.html', checks: { ineffectiveDynamicImport: false } },
  },
})
