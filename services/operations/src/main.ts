import { runService } from '@comptoir/service-kit';
import { createApp } from './app.ts';
import { loadConfig } from './config.ts';

await runService(loadConfig(), createApp);
