import { KardAbortError, KardError, withMessage } from '../errors';
import type { CallContext } from './callContext';
import { readResponse, type KardResponse, type ReadResponse } from './response';
import { backOffMs, isRetryable, isTurnedAway, leavesDoubt, requestedWaitMs } from './retryPolicy';
import { mayPass } from './transportError';
import type { TransportResponse } from './transport';

/** A request, and how it is sent. */
interface Attempts<Prepared> {
	readonly call: CallContext;
	/**
	 * Whether sending it twice does no harm. What is not is repeated only where it cannot have been carried out: Kard
	 * turned it away, or it was never sent.
	 */
	readonly idempotent: boolean;
	/**
	 * Done before each attempt, such as getting a token. What it throws ends the request: it has retries of its own,
	 * and says nothing about whether this request got through.
	 */
	readonly prepare: () => Promise<Prepared>;
	/** Sends the request once; every attempt must send the very same. */
	readonly attempt: (prepared: Prepared, timeoutMs: number) => Promise<TransportResponse>;
	/** The error for what an attempt was rejected with. */
	readonly errorOf: (thrown: unknown, timeoutMs: number) => KardError;
}

/**
 * Whether Kard may have done the work although it answered with an error. What would be done twice if it were sent
 * twice is not sent again in doubt, so there "come back later" is taken at its word.
 */
function mayHaveBeenDone(response: ReadResponse, idempotent: boolean): boolean {
	return leavesDoubt(response.status) && (idempotent || !isTurnedAway(response));
}

/** Whether another attempt could be answered otherwise, and does no harm. */
function isWorthRetrying(response: ReadResponse, idempotent: boolean, call: CallContext): boolean {
	if (isTurnedAway(response)) return call.waitsWhenTurnedAway;
	return isRetryable(response.status) && idempotent;
}

function toKardResponse(response: ReadResponse, now: number, outcomeUnknown: boolean): KardResponse {
	const { status, headers } = response;
	const wait = isRetryable(status) ? requestedWaitMs(headers, now) : undefined;
	return { ...response, outcomeUnknown, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
}

/** Holds the call back as the response asks for; false when that is longer than can be waited for. */
async function waitOut(response: KardResponse, retry: number, call: CallContext): Promise<boolean> {
	const wait = response.retryAfterMs ?? backOffMs(retry, call.clock.random());
	if (!call.allows(wait)) return false;
	if (response.retryAfterMs !== undefined || response.status === 429) call.pause(wait);
	else await call.sleep(wait);
	return true;
}

/**
 * Sends a request until it is answered for good, as the retry policy and the call allow.
 * @throws KardAbortError, KardTimeoutError or KardNetworkError when there was no response in the end
 */
export async function sendWithRetries<Prepared>(attempts: Attempts<Prepared>): Promise<KardResponse> {
	const { call, idempotent, prepare, attempt, errorOf } = attempts;
	let doubt = false;

	const doubting = async <T>(waiting: Promise<T>): Promise<T> =>
		await waiting.catch((error: unknown) => {
			throw withDoubt(error, doubt);
		});

	const mayRetry = (retry: number) => retry < call.maxRetries && call.mayRetry();

	const afterSilence = async (error: KardError, retry: number): Promise<void> => {
		doubt ||= error.outcomeUnknown;
		const wait = error.retryAfterMs ?? backOffMs(retry, call.clock.random());
		const harmless = idempotent || !error.outcomeUnknown;
		const hopeful = !(error instanceof KardAbortError) && harmless && mayPass(error) && call.allows(wait);
		if (!hopeful || !mayRetry(retry)) throw withDoubt(error, doubt);
		// All requests of a call need the token, so they wait for it together and ask for it once.
		if (error.noToken) call.pause(wait);
		else await doubting(call.sleep(wait));
	};

	for (let retry = 0; ; retry += 1) {
		const prepared = await doubting(prepare());
		const timeoutMs = await doubting(call.ready());
		let read: ReadResponse;
		try {
			read = readResponse(await attempt(prepared, timeoutMs));
		} catch (thrown) {
			await afterSilence(errorOf(thrown, timeoutMs), retry);
			continue;
		}
		const response = toKardResponse(read, call.clock.now(), doubt || mayHaveBeenDone(read, idempotent));
		doubt = response.outcomeUnknown;
		if (!isRetryable(response.status) && response.content.kind === 'json') call.answered();
		if (!isWorthRetrying(response, idempotent, call)) return response;
		if (!mayRetry(retry) || !(await doubting(waitOut(response, retry, call)))) return response;
	}
}

/** An error that ends the waiting still has to say that an earlier attempt may have got through. */
export function withDoubt(error: unknown, doubt: boolean): unknown {
	return error instanceof KardError && doubt ? withMessage(error, error.message, true) : error;
}
