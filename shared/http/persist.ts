import type { Clock } from '../clock';
import { KardAbortError, KardError, reword, type Headers } from '../errors';
import type { Call } from './call';
import { readContent, type Content } from './content';
import { mayPass, transportError } from './failures';
import { readResponse, type ReadResponse } from './readResponse';
import { backOffMs, isRetryable, isTurnedAway, requestedWaitMs } from './retryPolicy';
import { leavesDoubt } from './status';
import type { TransportResponse } from './transport';

/** The last answer to a request, after whatever repeats it took. */
export interface Exchange {
	readonly status: number;
	readonly headers: Headers;
	readonly content: Content;
	/** Whether Kard may have carried out the request in an earlier attempt, or in this one without saying so. */
	readonly outcomeUnknown: boolean;
	/** How long Kard asked to wait, in milliseconds. */
	readonly retryAfterMs?: number;
}

/** What a request is sent with. */
export interface Persistence {
	readonly call: Call;
	readonly clock: Clock;
	/**
	 * Whether sending it twice does no harm. What is not is repeated only where it cannot have been carried out: Kard
	 * turned it away, or it was never sent.
	 */
	readonly idempotent: boolean;
	/**
	 * Done before each attempt, such as getting a token. What it throws ends the request: it has repeats of its own,
	 * and says nothing about whether this request got through.
	 */
	readonly prepare?: () => Promise<void>;
	/** Sends the request once; every attempt must send the very same. */
	readonly attempt: (timeoutMs: number) => Promise<TransportResponse>;
}

/**
 * Whether Kard may have done the work although it answered with an error. What would be done twice if it were sent
 * twice is not sent again in doubt, so there "come back later" is taken at its word.
 */
function mayHaveBeenDone(response: ReadResponse, idempotent: boolean): boolean {
	return leavesDoubt(response.status) && (idempotent || !isTurnedAway(response));
}

/** Whether another attempt could be answered otherwise, and does no harm. */
function isWorthRepeating(exchange: Exchange, idempotent: boolean): boolean {
	return isRetryable(exchange.status) && (idempotent || isTurnedAway(exchange));
}

function toExchange({ status, headers, body }: ReadResponse, clock: Clock, doubt: boolean): Exchange {
	const wait = isRetryable(status) ? requestedWaitMs(headers, clock.now()) : undefined;
	return {
		status,
		headers,
		content: readContent(body),
		outcomeUnknown: doubt,
		...(wait === undefined ? {} : { retryAfterMs: wait }),
	};
}

/** Holds the call back as the answer asks for; false when that is longer than can be waited for. */
async function waitOut(exchange: Exchange, repeat: number, { call, clock }: Persistence): Promise<boolean> {
	const wait = exchange.retryAfterMs ?? backOffMs(repeat, clock.random());
	if (!call.allows(wait)) return false;
	if (exchange.retryAfterMs !== undefined || exchange.status === 429) {
		call.pause(wait);
		return true;
	}
	await call.sleep(wait);
	return true;
}

/**
 * Sends a request until it is answered for good, as the retry policy and the call allow.
 * @throws KardAbortError, KardTimeoutError or KardNetworkError when there was no answer in the end
 */
export async function persist(persistence: Persistence): Promise<Exchange> {
	const { call, clock, idempotent, prepare, attempt } = persistence;
	let doubt = false;

	const doubting = async <T>(waiting: Promise<T>): Promise<T> =>
		await waiting.catch((error: unknown) => {
			throw withDoubt(error, doubt);
		});

	const mayRepeat = (repeat: number) => repeat < call.maxRetries && call.mayRepeat();

	const afterSilence = async (error: KardError, repeat: number): Promise<void> => {
		doubt ||= error.outcomeUnknown;
		const wait = error.retryAfterMs ?? backOffMs(repeat, clock.random());
		const harmless = idempotent || !error.outcomeUnknown;
		const hopeful = !(error instanceof KardAbortError) && harmless && mayPass(error) && call.allows(wait);
		if (!hopeful || !mayRepeat(repeat)) throw withDoubt(error, doubt);
		// All requests of a call need the token, so they wait for it together and ask for it once.
		if (error.noToken) call.pause(wait);
		else await doubting(call.sleep(wait));
	};

	for (let repeat = 0; ; repeat += 1) {
		if (prepare) await doubting(prepare());
		const timeoutMs = await doubting(call.ready());
		let response: ReadResponse;
		try {
			response = readResponse(await attempt(timeoutMs));
		} catch (error) {
			await afterSilence(transportError(error, call, timeoutMs), repeat);
			continue;
		}
		const exchange = toExchange(response, clock, doubt || mayHaveBeenDone(response, idempotent));
		doubt = exchange.outcomeUnknown;
		if (!isRetryable(exchange.status) && exchange.content.kind === 'json') call.answered();
		if (!isWorthRepeating(exchange, idempotent)) return exchange;
		if (!mayRepeat(repeat) || !(await doubting(waitOut(exchange, repeat, persistence)))) return exchange;
	}
}

/** An error that ends the waiting still has to say that an earlier attempt may have got through. */
export function withDoubt(error: unknown, doubt: boolean): unknown {
	return error instanceof KardError && doubt ? reword(error, error.message, true) : error;
}
