import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n reads both while its modules load, so this module is imported before any of n8n-core.
const folder = mkdtempSync(join(tmpdir(), 'kard-n8n-engine-'));
process.env.N8N_USER_FOLDER = folder;
process.env.N8N_LOG_LEVEL ??= 'silent';

import { Container } from '@n8n/di';
import { SSHClientsManager } from 'n8n-core/dist/execution-engine/ssh-clients-manager';
import { InstanceSettings } from 'n8n-core/dist/instance-settings';

// n8n writes its encryption key into its folder once, when the settings are made, and keeps them in memory
// from then on: made here and now, the folder need not outlive this line and no test has to clean up.
Container.get(InstanceSettings);
rmSync(folder, { recursive: true, force: true });

// Every execution makes this manager if there is none, and its clean-up timer would keep the process alive.
Container.get(SSHClientsManager).onShutdown();
