import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { statusOf } from './api/answer';
import { LiveProvider } from './api/live';
import { createAppRouter } from './router';
import { ToastProvider } from './shell/toasts';
import { colorSchemeManager } from './theme/color-scheme';
import { mantineTheme } from './theme/mantine-theme';

/** Refusals of 4xx will not change by asking again. */
const worthRetrying = (failures: number, error: unknown): boolean => failures < 2 && (statusOf(error) === 0 || statusOf(error) >= 500);

export function App() {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: worthRetrying, staleTime: 5_000 } } }));
  const [router] = useState(() => createAppRouter(client));
  return (
    <MantineProvider theme={mantineTheme} colorSchemeManager={colorSchemeManager} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <ToastProvider>
          <LiveProvider>
            <RouterProvider router={router} />
          </LiveProvider>
        </ToastProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
