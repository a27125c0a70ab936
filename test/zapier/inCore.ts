import './quietCore';
import { createRequire } from 'node:module';
import { createAppTester, type Bundle, type ZObject } from 'zapier-platform-core';
import { usualLimits, type StepLimits } from '../../zapier/src/host/step';
import { createApp } from '../../zapier/src/index';

/** The kinds of action, as the app groups them. */
export const KINDS = ['creates', 'searches', 'triggers'] as const;
/** One of them. */
export type Kind = (typeof KINDS)[number];

type Method = (z: ZObject, bundle: Bundle) => unknown;
type Facts = Readonly<Record<string, unknown>>;

/** Where a Kard is, and the credentials for it. */
interface KardAccess {
	readonly baseUrl: string;
	readonly organizationId: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** The key that it signs notifications with. */
	readonly webhookKey?: string;
}

/** A field of an action, as Zapier gets it. */
export interface Field {
	readonly key: string;
	readonly label?: string;
	readonly helpText?: string;
	readonly placeholder?: string;
	readonly type?: string;
	readonly required?: boolean;
	readonly list?: boolean;
	readonly dynamic?: string;
	readonly default?: string;
	readonly choices?: Readonly<Record<string, string>>;
	readonly group?: string;
	readonly children?: readonly Field[];
}

function isMethod(value: unknown): value is Method {
	return typeof value === 'function';
}

function isField(value: unknown): value is Field {
	return typeof value === 'object' && value !== null && 'key' in value;
}

function isFacts(value: unknown): value is Record<string, string> {
	return typeof value === 'object' && value !== null;
}

/** An action, as Zapier gets it. */
interface Action {
	readonly key: string;
	readonly noun: string;
	readonly display: { readonly label?: string; readonly description?: string };
	readonly operation: {
		readonly type?: string;
		readonly inputFields?: readonly unknown[];
		readonly inputFieldGroups?: readonly { readonly key: string }[];
		readonly outputFields?: readonly unknown[];
		readonly sample?: Facts;
		readonly throttle?: object;
	};
}

/** The command of Zapier's core by which its tools find out how a request is signed. It has no types. */
const render = createRequire(__filename)('zapier-platform-core/src/auth-template/render-auth-template') as (
	app: object,
	input: object,
) => Promise<unknown>;

/** The actions of an app, by kind and by key. */
export function actionsOf(
	app: ReturnType<typeof createApp>,
): Record<Kind, Readonly<Partial<Record<string, Action>>>> {
	return { creates: app.creates, searches: app.searches, triggers: app.triggers };
}

function methodAt(app: object, ...path: string[]): Method {
	const found = path.reduce<unknown>(
		(inner, key) => (isFacts(inner) ? Reflect.get(inner, key) : undefined),
		app,
	);
	if (!isMethod(found)) throw new Error(`The app has no ${path.join('.')}.`);
	return found;
}

/** The app in Zapier's own core. */
export class AppInCore {
	readonly app: ReturnType<typeof createApp>;
	/** What Zapier keeps of the connection. */
	authData: Record<string, string>;
	private readonly call: ReturnType<typeof createAppTester>;

	constructor(kard: KardAccess, limits: StepLimits = usualLimits) {
		const { baseUrl, organizationId, clientId, clientSecret, webhookKey = '' } = kard;
		this.authData = { environment: 'custom', baseUrl, organizationId, clientId, clientSecret, webhookKey };
		this.app = createApp(limits);
		this.call = createAppTester(this.app);
	}

	/** Exchanges the session, as Zapier does when somebody connects and after a refused token. */
	async connect(): Promise<void> {
		const session = await this.at(['authentication', 'sessionConfig', 'perform']);
		if (isFacts(session)) this.authData = { ...this.authData, ...session };
	}

	/** Tests the connection. */
	async test(): Promise<unknown> {
		return await this.at(['authentication', 'test']);
	}

	/** Runs an action. */
	async run(kind: Kind, key: string, inputData: Facts = {}, meta: Facts = {}): Promise<unknown> {
		return await this.at([kind, key, 'operation', 'perform'], { inputData, meta });
	}

	/** Sends a request as Zapier's own tools do, with the connection and through what the app does before requests. */
	async request(url: string, headers: Record<string, string> = {}): Promise<unknown> {
		const send = (z: ZObject) => z.request(url, { headers, skipThrowForStatus: true });
		return await this.call(send, { authData: this.authData });
	}

	/** What Zapier's core says a request of its tools is to be sent with. */
	async signatureFor(url: string): Promise<unknown> {
		const bundle = { authData: this.authData, targetRequest: { url, method: 'GET' } };
		return await render(this.app, { _zapier: { app: this.app, event: { bundle } } });
	}

	/** Lists what a trigger that is started from outside would have been started by, as Zapier's editor does. */
	async list(key: string, inputData: Facts = {}, meta: Facts = {}): Promise<unknown> {
		return await this.at(['triggers', key, 'operation', 'performList'], { inputData, meta });
	}

	/** The fields that an action shows for what was filled in so far. */
	async fields(kind: Kind, key: string, inputData: Facts = {}): Promise<readonly Field[]> {
		const inputFields = actionsOf(this.app)[kind][key]?.operation.inputFields ?? [];
		const bundle = { authData: this.authData, inputData };
		const resolved = await Promise.all(
			inputFields.map(async (field) => (isMethod(field) ? await this.call(field, bundle) : field)),
		);
		return resolved.flat().filter(isField);
	}

	private async at(path: string[], bundle: Facts = {}): Promise<unknown> {
		return await this.call(methodAt(this.app, ...path), { authData: this.authData, ...bundle });
	}
}
