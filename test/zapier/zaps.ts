import upperFirst from 'lodash/upperFirst';
import * as core from 'zapier-platform-core';
import { z } from 'zod/v4';
import { startListener, type Delivery, type WebhookListener } from '../support/webhookListener';
import { resultsIn, type Kit, type Result } from './kit';
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

	/** Hands the deliveries that arrived since the last time to the app, one by one; gives what started the Zap. */
	async starts(meta: Facts = {}): Promise<readonly Result[]> {
		const started: Result[] = [];
		for (const request of this.arrived()) started.push(...(await this.receive(request, meta)));
		return started;
	}

	/** The same, all at once. */
	async startsAtOnce(): Promise<readonly Result[]> {
		return (await Promise.all(this.arrived().map((request) => this.receive(request)))).flat();
	}

	private arrived(): object[] {
		const arrived = this.zapier.deliveriesTo(this.targetUrl).slice(this.taken);
		this.taken += arrived.length;
		return arrived.map(requestsOf);
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
	private constructor(
		readonly kit: Kit,
		readonly listener: WebhookListener,
		readonly cache: ZapierCache,
	) {}

	/** Starts it beside the app. */
	static async start(kit: Kit): Promise<Zapier> {
		return new Zapier(kit, await startListener(), await startZapierCache());
	}

	private zaps = 0;

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
		const { app, authData } = this.kit.app;
		const handler = createHandler.parse(Reflect.get(core, 'createAppHandler'))(app);
		const event = { command: 'execute', method, bundle: { authData, ...bundle } };
		return (await handler({ ...event, rpc_base: this.cache.url })).results;
	}

	/** Forgets what arrived and what is in the cache. */
	clear(): void {
		this.listener.clear();
		this.cache.clear();
	}

	/** Stops it. */
	async close(): Promise<void> {
		await Promise.all([this.listener.close(), this.cache.close()]);
	}
}
