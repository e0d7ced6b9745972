import "@patternfly/react-core/dist/styles/base.css";
import "./syncline.css";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { Problem } from "./api/problem";
import { App } from "./App";
import { listenForShortcuts } from "./frame/shortcuts";
import { prepareTheme } from "./frame/theme";
import { prepareTexts } from "./texts";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What a service has refused it refuses again; what has not been answered may be.
      retry: (failures, error) => failures < 2 && error instanceof Problem && error.status >= 502,
    },
  },
});

prepareTheme();
listenForShortcuts();
void prepareTexts().then(() =>
  createRoot(document.getElementById("page")!).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  ),
);
