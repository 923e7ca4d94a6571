import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { ApiProblem } from './api/problem.js';
import { appearance, applyAppearance } from './app/appearance.js';
import { router } from './app/routes.js';
import { SessionProvider } from './app/session.js';
import { Texts } from './app/texts.js';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/screens.css';

const queries = new QueryClient({
  defaultOptions: {
    // Without a line a press must say so at once; held back in silence it would look as if it were being saved.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 15_000,
      // Asking again helps against a bad line, not against a refusal.
      retry: (count, error) => !(error instanceof ApiProblem && error.status < 500) && count < 2,
    },
  },
});

applyAppearance(appearance());
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Texts>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </Texts>
    </QueryClientProvider>
  </StrictMode>,
);
