import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { siblings } from "./scripts/siblings.mjs";

const door = process.env["SYNCLINE_CONSOLE_URL"] ?? "http://localhost:8080";

export default defineConfig({
  plugins: [react(), siblings()],
  build: {
    // Where the console's jar takes it from.
    outDir: process.env["SYNCLINE_WEB_OUT"] ?? "dist",
    emptyOutDir: true,
    // The policy of the page allows no script that is not a file.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 500,
    target: "es2023",
    // What most screens need is three files, not one for each set of screens that share something.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/, priority: 2 },
            { name: "patternfly", test: /node_modules[\\/]@patternfly[\\/]/, minShareCount: 4, priority: 1 },
            { name: "shared", minShareCount: 4 },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": door } },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
