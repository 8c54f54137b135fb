import { defineConfig } from "vite";

// The server shows index.html at its root, and everything that belongs to it below /explorer/.
export default defineConfig({
  base: "/explorer/",
  // The editor is large and comes from this very machine: one large file is fine.
  build: { chunkSizeWarningLimit: 8000, sourcemap: false },
  worker: { format: "es" },
});
