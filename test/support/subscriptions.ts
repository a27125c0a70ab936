import { subscribe, type SubscriptionPlan } from '../../shared/host';
import type { Fault, Route } from '../../sandbox';
import type { Kard } from './kard';

/** The address that the tests subscribe. */
export const OURS = 'https://n8n.example.com/webhook/ours';
/** Another workflow of the same n8n. */
export const NEIGHBOUR = 'https://n8n.example.com/webhook/neighbour';
/** Somebody else's address. */
export const ELSEWHERE = 'https://elsewhere.example.com/hook';

/** Short words for events and addresses in tables. */
const WORDS: Readonly<Partial<Record<string, string>>> = {
	approved: 'earnedRewardApproved',
	settled: 'earnedRewardSettled',
	rejected: 'earnedRewardRejected',
	audit: 'auditUpdate',
	file: 'fileProcessingResult',
	email: 'emailNotificationPlacementFile',
	ours: OURS,
	neighbour: NEIGHBOUR,
	elsewhere: ELSEWHERE,
};

/** The events in a text: `settled audit`. */
export function eventsIn(text: string): string[] {
	return text.split(' ').map((word) => WORDS[word] ?? word);
}

/** The subscriptions in a text, each as `stored.subscriptions` has it: `settled on ours; audit off elsewhere?token=1`. */
export function subscriptionsIn(text: string): string[] {
	return text
		.split('; ')
		.filter((line) => line !== '')
		.map((line) =>
			line.replace(/\w+/g, (word, at: number) => (at === 0 || isAddress(line, at) ? named(word) : word)),
		);
}

function isAddress(line: string, at: number): boolean {
	return /^\w+ (on|off) $/.test(line.slice(0, at));
}

function named(word: string): string {
	return WORDS[word] ?? word;
}

/** Lets there be subscriptions before a test begins, and gives their ids. */
export async function givenSubscriptions(kard: Kard, text: string): Promise<string[]> {
	const { subscriptions } = kard.client();
	const ids: string[] = [];
	for (const line of subscriptionsIn(text)) {
		const [eventName = '', state, webhookUrl = ''] = line.split(' ');
		ids.push((await subscriptions.create({ eventName, webhookUrl, enabled: state === 'on' })).id);
	}
	kard.forgetRequests();
	return ids;
}

/** One run of `subscribe`, as tables have it. */
interface Subscribing {
	/** What is subscribed before. */
	readonly given?: string;
	readonly faults?: Readonly<Partial<Record<Route, readonly Omit<Fault, 'route'>[]>>>;
	readonly events: string;
	readonly plan?: Partial<SubscriptionPlan>;
}

/** What is seen of such a run. */
interface Subscribed {
	readonly error: unknown;
	/** Its class and its message; empty where there is none. */
	readonly failure: string;
	readonly warnings: readonly string[];
	/** The subscriptions of others that were replaced, as they were. */
	readonly replaced: readonly unknown[];
}

const routes = (faults: Subscribing['faults'] = {}) =>
	Object.entries(faults) as [Route, readonly Omit<Fault, 'route'>[]][];

/** Subscribes our address, as a host does. */
export async function subscribeAddress(kard: Kard, run: Subscribing): Promise<Subscribed> {
	await givenSubscriptions(kard, run.given ?? '');
	for (const [route, faults] of routes(run.faults)) kard.fault(route, ...faults);
	const warnings: string[] = [];
	const plan: SubscriptionPlan = {
		webhookUrl: OURS,
		replaceExisting: false,
		events: eventsIn(run.events),
		onRefused: (event, warning) => warnings.push(`${event}: ${warning}`),
		...run.plan,
	};
	try {
		return { error: undefined, failure: '', warnings, replaced: await subscribe(kard.client(), plan) };
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		return { error, failure: `${error.name}: ${error.message}`, warnings, replaced: [] };
	}
}
