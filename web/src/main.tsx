import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { isTransient } from './api/problem.js';
import { router } from './app/router.js';
import './look/tokens.css';
import './look/base.css';
import './look/shell.css';
import './look/parts.css';

/** How often a question that may yet be answered is asked again. */
const MAX_RETRIES = 5;

const queries = new QueryClient({
  defaultOptions: { queries: { retry: (failures, error) => failures < MAX_RETRIES && isTransient(error) } },
});

const place = document.getElementById('console');
if (place === null) throw new Error('The page has no place for the console.');
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
