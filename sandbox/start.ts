import { FULL_CLIENT, LIMITED_CLIENT, ORGANIZATION_ID, WEBHOOK_KEY, WRITING_CLIENT } from './access/clients';
import { TokenStore } from './access/tokens';
import type { SandboxContext } from './context/sandboxContext';
import { Notifier } from './delivery/notifier';
import { FaultPlan } from './faults/faultPlan';
import { sendNotification } from './notifications/sendNotification';
import { CurrentOddities } from './oddities/currentOddities';
import type { OdditySettings } from './oddities/kinds';
import { buildCatalogue } from './offers/catalogue';
import type { SandboxOptions } from './options';
import { USUAL_READINGS, withReadings } from './readings/choose';
import { CurrentReadings } from './readings/currentReadings';
import type { Readings } from './readings/table';
import type { Sandbox } from './sandbox';
import { resetAll } from './server/control';
import { RequestLog } from './server/requestLog';
import { buildServer, type ServerParts } from './server/server';
import { UsageQuota } from './server/usageQuota';
import { State } from './state/state';

/** Starts Kard on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const now = options.now ?? Date.now;
	const closing = new AbortController();
	const readings = new CurrentReadings(readingsIn(options));
	const parts = {
		context: buildWorld(options, readings, now),
		readings,
		oddities: new CurrentOddities(odditySettings(options.oddities)),
		quota: new UsageQuota(options.quotaPerMinute ?? 1_000, now),
		faults: new FaultPlan(),
		requestLog: new RequestLog(options.log ?? (() => undefined)),
		latencyMs: options.latencyMs ?? 0,
		closing: closing.signal,
	};
	const app = buildServer(parts);
	const baseUrl = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
	return publicSandbox(parts, baseUrl, async () => {
		closing.abort();
		await Promise.all([app.close(), parts.context.notifications.close()]);
	});
}

function readingsIn({ readings, subscriptionsPerEvent: subscriptions }: SandboxOptions): Readings {
	return withReadings(USUAL_READINGS, { subscriptions, ...readings });
}

function odditySettings(oddities: SandboxOptions['oddities'] = []): OdditySettings {
	return 'kinds' in oddities ? oddities : { kinds: oddities };
}

function buildWorld(options: SandboxOptions, readings: CurrentReadings, now: () => number): SandboxContext {
	const state = new State(buildCatalogue(now()));
	return {
		state,
		tokens: new TokenStore(options.tokenTtlSeconds ?? 3_600, now),
		notifications: new Notifier({
			subscriptions: () => state.subscriptions.values(),
			now,
			deliveryId: () => readings.value.deliveryId,
			deliveryDelaysMs: options.deliveryDelaysMs ?? [1_000, 4_000],
			deliveryTimeoutMs: options.deliveryTimeoutMs ?? 10_000,
			log: options.log ?? (() => undefined),
		}),
		settings: { auditDurationMs: options.auditDurationMs ?? 1_000 },
		get readings() {
			return readings.value;
		},
		now,
	};
}

function publicSandbox(parts: ServerParts, baseUrl: string, close: () => Promise<void>): Sandbox {
	const { context, faults, requestLog, readings, oddities } = parts;
	return {
		baseUrl,
		clientId: FULL_CLIENT.clientId,
		clientSecret: FULL_CLIENT.clientSecret,
		limited: { clientId: LIMITED_CLIENT.clientId, clientSecret: LIMITED_CLIENT.clientSecret },
		writing: { clientId: WRITING_CLIENT.clientId, clientSecret: WRITING_CLIENT.clientSecret },
		organizationId: ORGANIZATION_ID,
		webhookKey: WEBHOOK_KEY,
		state: context.state,
		get requests() {
			return requestLog.requests;
		},
		count: (route) => requestLog.count(route),
		get tokensIssued() {
			return context.tokens.issued;
		},
		faults,
		get readings() {
			return readings.value;
		},
		setReadings: (changes) => {
			readings.change(changes);
		},
		setOddities: (settings) => {
			oddities.change(odditySettings(settings));
		},
		notifications: {
			get log() {
				return context.notifications.log.notifications;
			},
			idle: () => context.notifications.idle(),
			send: (sendOptions) => sendNotification(sendOptions, context),
		},
		expireTokens: () => {
			context.tokens.expireAll();
		},
		reset: () => {
			resetAll(parts);
		},
		close,
	};
}
