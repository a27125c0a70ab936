import upperFirst from 'lodash/upperFirst';
import * as core from 'zapier-platform-core';
import { z } from 'zod/v4';
import { startListener, type Delivery, type WebhookListener } from '../../sandbox/webhookListener';
import { resultsIn, type Kit, type Result } from '../kit';
import { startZapierCache, type ZapierCache } from './zapierCache';

type Facts = Readonly<Record<string, unknown>>;
type Handler = (event: object) => Promise<{ readonly results: unknown }>;

const createHandler = z.custom<(app: object) => Handler>((value) => typeof value === 'function');

/** The core asks for the cache in the name of somebody who may push apps, or not at all. */
process.env.ZAPIER_DEPLOY_KEY ??= 'not-a-key';

/** Zapier names every header in camel case, and all but two with a prefix, as its documentation of hooks says. */
function asZapierNames(name: string): string {
	const camel = name.split('-').map(upperFirst).join('-');
	return ['Content-Length', 'Content-Type'].includes(camel) ? camel : `Http-${camel}`;
}

/** A delivery as Zapier hands it to an app. */
function requestsOf({ method, headers, bytes, json }: Delivery) {
	const named = Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [asZapierNames(name), value]),
	);
	const request = { method, querystring: '', headers: named };
	return {
		rawRequest: { ...request, content: bytes.toString('utf8') },
		cleanedRequest: json ?? {},
	};
}

/** A Zap that begins with one of the app's instant triggers. */
export class Zap {
	/** The address that Zapier gave it. */
	readonly targetUrl: string;
	private subscribeData: unknown;
	private taken = 0;

	constructor(
		private readonly zapier: Zapier,
		private readonly key: string,
		/** What the person filled in. */
		readonly inputData: Facts,
		place: number,
	) {
		this.targetUrl = `${zapier.listener.url}/${place}`;
	}

	/** Turns it on, and gives what Zapier keeps of that. */
	async turnOn(): Promise<unknown> {
		this.subscribeData = await this.call('performSubscribe', { targetUrl: this.targetUrl });
		return this.subscribeData;
	}

	/** Turns it off. */
	async turnOff(): Promise<void> {
		await this.call('performUnsubscribe', { targetUrl: this.targetUrl, subscribeData: this.subscribeData });
	}

	/** Hands the deliveries that arrived since the last time to the app; gives what the Zap was started with. */
	async starts(meta: Facts = {}): Promise<readonly Result[]> {
		const arrived = this.zapier.deliveriesTo(this.targetUrl).slice(this.taken);
		this.taken += arrived.length;
		const started: Result[] = [];
		for (const delivery of arrived) started.push(...(await this.receive(requestsOf(delivery), meta)));
		return started;
	}

	/** Hands all deliveries that arrived since the last time to the app at once. */
	async startsAtOnce(): Promise<readonly Result[]> {
		const arrived = this.zapier.deliveriesTo(this.targetUrl).slice(this.taken);
		this.taken += arrived.length;
		return (await Promise.all(arrived.map((one) => this.receive(requestsOf(one), {})))).flat();
	}

	/** Has the app take a request. */
	async receive(requests: object, meta: Facts = {}): Promise<readonly Result[]> {
		const bundle = { ...requests, subscribeData: this.subscribeData, meta };
		return resultsIn(await this.call('perform', bundle));
	}

	private async call(method: string, bundle: object): Promise<unknown> {
		const whole = { inputData: this.inputData, ...bundle };
		return await this.zapier.execute(`triggers.${this.key}.operation.${method}`, whole);
	}
}

/** What Zapier does around an app with instant triggers: it has addresses, takes deliveries, and keeps a cache. */
export class Zapier {
	private readonly handler: Handler;
	private zaps = 0;

	constructor(
		private readonly kit: Kit,
		readonly listener: WebhookListener,
		readonly cache: ZapierCache,
	) {
		this.handler = createHandler.parse(Reflect.get(core, 'createAppHandler'))(kit.app);
	}

	/** A new Zap. It is not turned on. */
	zap(key: string, inputData: Facts = {}): Zap {
		this.zaps += 1;
		return new Zap(this, key, inputData, this.zaps);
	}

	/** A new Zap that is turned on. */
	async liveZap(key: string, inputData: Facts = {}): Promise<Zap> {
		const zap = this.zap(key, inputData);
		await zap.turnOn();
		return zap;
	}

	/** The deliveries to an address, in order. */
	deliveriesTo(url: string): readonly Delivery[] {
		return this.listener.deliveries.filter(({ path }) => url.endsWith(path));
	}

	/** Runs a method of the app in Zapier's core, as Zapier does. */
	async execute(method: string, bundle: object): Promise<unknown> {
		const { authData } = this.kit;
		const event = { command: 'execute', method, bundle: { authData, ...bundle } };
		return (await this.handler({ ...event, rpc_base: this.cache.url })).results;
	}

	/** Forgets what arrived and what was kept. */
	clear(): void {
		this.listener.clear();
		this.cache.clear();
	}

	async close(): Promise<void> {
		await Promise.all([this.listener.close(), this.cache.close(), this.kit.sandbox.close()]);
	}
}

/** Starts what Zapier does around the app. */
export async function startZapier(kit: Kit): Promise<Zapier> {
	return new Zapier(kit, await startListener(), await startZapierCache());
}
