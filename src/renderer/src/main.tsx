/** @file Starts the interface in its page. The address is kept after `#`, because both hosts serve one document. */
import '@fontsource-variable/inter/wght.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createHashRouter } from 'react-router';
import { createSeatedClient, seatTickets } from './api/seated-client';
import { createClient } from './api/transports/create-client';
import { App } from './app/App';
import { routes } from './app/routes';
import { applyStoredScheme } from './theme/ThemeRoot';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');
applyStoredScheme(document.documentElement);
createRoot(root).render(
  <StrictMode>
    <App client={createSeatedClient(createClient(window), seatTickets)} router={createHashRouter(routes)} />
  </StrictMode>,
);
