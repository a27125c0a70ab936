import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { uniq } from 'lodash';
import type { Readings } from '../readings/table';
import type { EventName } from '../resources/eventNames';
import type { StoredSubscription } from '../resources/subscription';
import { DeliveryQueue, isTaken } from './deliveryQueue';
import { NotificationLog, type OpenNotification } from './notificationLog';
import { type NotificationContent, payloadText } from './payload';
import type { DeliveryAttempt, DeliveryResult } from './sentNotification';
import { signatureOf } from './signature';

/** What the notifier is given to work with. */
interface NotifierParts {
	/** Every subscription there is at the moment of asking. */
	readonly subscriptions: () => Iterable<StoredSubscription>;
	readonly now: () => number;
	/** Whether the id in the list of notifications is the payload's, at the moment of asking. */
	readonly deliveryId: () => Readings['deliveryId'];
	/** How long to wait before each further attempt, in milliseconds. */
	readonly deliveryDelaysMs: readonly number[];
	/** How long one attempt may take, in milliseconds. */
	readonly deliveryTimeoutMs: number;
	/** Is called with one line for each attempt. */
	readonly log: (line: string) => void;
}

/** A text that is to be sent to addresses. */
interface Dispatch {
	readonly id: string;
	/** The id in the list of notifications. */
	readonly eventId: string;
	readonly eventName: string;
	readonly body: string;
	/** The signature to send; without one the header is left out. */
	readonly signature: string | undefined;
	readonly urls: readonly string[];
	/** How often each address gets it, one after another. Once unless given. */
	readonly times?: number;
	/** Whether to try again where it is not taken. */
	readonly retries: boolean;
}

/** Sends notifications in the background, and knows what is under way. */
export class Notifier {
	/** What was sent. */
	readonly log = new NotificationLog();
	private readonly parts: NotifierParts;
	private readonly queue: DeliveryQueue;
	private readonly running = new Set<Promise<unknown>>();
	private stopping = stopForMany();
	private isClosed = false;

	constructor(parts: NotifierParts) {
		this.parts = parts;
		this.queue = new DeliveryQueue(parts.deliveryTimeoutMs, parts.now);
	}

	/** The addresses of the enabled subscriptions, of one event or of all, each of them once. */
	urlsOf(eventName?: string): string[] {
		const all = [...this.parts.subscriptions()].map(({ attributes }) => attributes);
		const wanted = all.filter(
			(subscription) =>
				subscription.enabled && (eventName === undefined || subscription.eventName === eventName),
		);
		return uniq(wanted.map(({ webhookUrl }) => webhookUrl));
	}

	/**
	 * Sends a notification to every enabled subscription of its event. Without any, nothing is made, sent or logged.
	 * @param describe makes its content; called only where there is a subscription
	 * @returns when every delivery is taken or given up. It never rejects.
	 */
	async publish(eventName: EventName, describe: () => NotificationContent): Promise<void> {
		const urls = this.urlsOf(eventName);
		if (urls.length === 0) return;
		const id = randomUUID();
		const eventId = this.parts.deliveryId() === 'payload' ? id : randomUUID();
		const body = payloadText(eventName, id, describe());
		const signature = signatureOf(body);
		await this.dispatch({ id, eventId, eventName, body, signature, urls, retries: true });
	}

	/** Sends a text to addresses and logs it. Resolves with how each delivery ended, and never rejects. */
	async dispatch(dispatch: Dispatch): Promise<DeliveryResult[]> {
		if (this.isClosed || dispatch.urls.length === 0) return [];
		const { id, eventId, eventName, body } = dispatch;
		const entry = this.log.open({ id, eventId, eventName, body, createdAt: this.parts.now() });
		return await this.follow((stop) => this.deliver(entry, dispatch, stop));
	}

	/** Sends a logged notification again, the same bytes with the same id. */
	async redeliver(entry: OpenNotification, body: string, urls: readonly string[]): Promise<void> {
		const { id, eventId, eventName } = entry;
		const dispatch = { id, eventId, eventName, body, signature: signatureOf(body), urls, retries: true };
		await this.follow((stop) => this.deliver(entry, dispatch, stop));
	}

	/**
	 * Does something in the background that `idle` waits for.
	 * @param task is given a signal that is aborted when there is no use in going on. It must not reject.
	 */
	async follow<T>(task: (stop: AbortSignal) => Promise<T>): Promise<T> {
		const running = task(this.stopping.signal);
		this.running.add(running);
		return await running.finally(() => this.running.delete(running));
	}

	/** Resolves when nothing is being delivered or waits to be tried again, and no audit is about to close. */
	async idle(): Promise<void> {
		while (this.running.size > 0) await Promise.allSettled(this.running);
	}

	/** Breaks off what is under way and deletes the log. */
	clear(): void {
		this.stopping.abort();
		this.stopping = stopForMany();
		this.log.clear();
	}

	/** Breaks off what is under way, and sends nothing from now on. */
	async close(): Promise<void> {
		this.isClosed = true;
		this.stopping.abort();
		await this.idle();
	}

	private async deliver(entry: OpenNotification, dispatch: Dispatch, stop: AbortSignal) {
		const { body, signature, urls, times = 1 } = dispatch;
		const signedBody = { bytes: Buffer.from(body, 'utf8'), signature };
		const waitsMs = dispatch.retries ? this.parts.deliveryDelaysMs : [];
		const note = (attempt: DeliveryAttempt) => {
			this.note(entry, attempt);
		};
		const deliverTo = (url: string) => this.queue.deliver({ url, signedBody, waitsMs, stop, note });
		entry.status = 'pending';
		const ended: DeliveryResult[] = [];
		for (let round = 0; round < times && !stop.aborted; round += 1) {
			ended.push(...(await Promise.all(urls.map(deliverTo))));
		}
		entry.status = ended.every(isTaken) ? 'delivered' : 'delivery_failed';
		return ended;
	}

	private note(entry: OpenNotification, attempt: DeliveryAttempt): void {
		entry.attempts.push(attempt);
		this.parts.log(`NOTIFY ${entry.eventName} ${attempt.status ?? 'failed'}`);
	}
}

/** Stops any number of deliveries at once, without the warning that Node gives of so many listeners. */
function stopForMany(): AbortController {
	const control = new AbortController();
	setMaxListeners(0, control.signal);
	return control;
}
