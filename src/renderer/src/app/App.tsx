/** @file The interface as a whole: theme, keyboard, messages, client and router around the pages. Knows no transport. */
import { RouterProvider, type RouterProviderProps } from 'react-router';
import type { Client } from '#shared/channel/client';
import { ClientProvider } from '../api/ClientProvider';
import { KeyboardProvider } from '../components/keyboard/KeyboardProvider';
import { ToastProvider } from '../components/toasts/ToastProvider';
import { ThemeRoot } from '../theme/ThemeRoot';

export function App({ client, router }: { client: Client; router: RouterProviderProps['router'] }) {
  return (
    <ThemeRoot>
      <KeyboardProvider>
        <ToastProvider>
          <ClientProvider client={client}>
            <RouterProvider router={router} />
          </ClientProvider>
        </ToastProvider>
      </KeyboardProvider>
    </ThemeRoot>
  );
}
