import type { Authenticator } from '../auth/authenticator';
import type { Clock } from '../clock';
import { KardError, reword, type KardApiError } from '../errors';
import { Redactor } from '../redaction/redactor';
import { sensitiveValues } from '../catalogue/sensitive';
import type { Call } from './call';
import { answerError } from './failures';
import { checkHeaders } from './headers';
import { persist, withDoubt, type Exchange } from './persist';
import { usedUpQuotaMs } from './retryPolicy';
import type { Transport, TransportRequest } from './transport';
import { quietTransport, withoutSecrets } from './withoutSecrets';

/** A request to Kard's API, before it has a host, a token and a time limit. */
export interface KardRequest {
	readonly method: TransportRequest['method'];
	/** The path with its ids filled in, and the query: `/v2/issuers/…`. */
	readonly path: string;
	/** The JSON text to send. */
	readonly body?: string | undefined;
	/** Told of each attempt that goes out. */
	readonly onSend?: () => void;
	/** Whether sending it twice does no harm. */
	readonly idempotent: boolean;
	/** How to find out whether Kard carried it out, where sending it again could do so twice. In sentences. */
	readonly howToLook?: string | undefined;
	/** The permission it needs, in Kard's words, for the message when it is missing. */
	readonly scope?: string | undefined;
	/** What it means when Kard forbids it, where that is not a missing permission. */
	readonly forbiddenMeans?: string | undefined;
}

/** Carries requests to Kard: adds the token, repeats what is worth repeating, and words what went wrong. */
export class Pipeline {
	private readonly transport: Transport;

	constructor(
		private readonly baseUrl: string,
		transport: Transport,
		private readonly authenticator: Authenticator,
		private readonly clock: Clock,
	) {
		this.transport = quietTransport(transport, () => authenticator.secrets());
	}

	/**
	 * Sends a request and gives Kard's last answer, whatever its status, with every secret masked that it repeats. A
	 * token that Kard refuses is renewed once.
	 * @throws KardError when there was no answer, or no token
	 */
	async send(request: KardRequest, call: Call): Promise<Exchange> {
		checkHeaders(call.headers);
		try {
			return this.mindPause(await this.exchange(request, call), request, call);
		} catch (error) {
			if (!(error instanceof KardError)) throw error;
			// Where no token can be had, every further request of the call would ask for one in vain.
			if (error.noToken) call.refuseFurther(error);
			const hint = howToLookInto(request, error.outcomeUnknown);
			throw hint === undefined ? error : reword(error, `${error.message} ${hint}`);
		}
	}

	/**
	 * The error that an answer amounts to, with everything masked that the request had to keep secret.
	 * @param lacks the part that was needed and is not there: `data.id`
	 */
	errorOf(exchange: Exchange, request: KardRequest, lacks?: string): KardApiError {
		const { scope, forbiddenMeans } = request;
		const howToLook = howToLookInto(request, exchange.outcomeUnknown);
		const redactor = this.redactorFor(request);
		return answerError({ ...exchange, redactor, scope, forbiddenMeans, lacks, howToLook });
	}

	private async exchange(request: KardRequest, call: Call): Promise<Exchange> {
		let token: string | undefined;
		const attempts = async () => {
			const exchange = await persist({
				call,
				clock: this.clock,
				idempotent: request.idempotent,
				prepare: async () => {
					await call.ready();
					token = await this.authenticator.token(call);
				},
				attempt: async (timeoutMs) => {
					const sending = this.transport(this.complete(request, token, call, timeoutMs));
					if (!(await foundNoToken(sending))) {
						call.requests += 1;
						request.onSend?.();
					}
					return await sending;
				},
			});
			return withoutSecrets(exchange, this.authenticator.secrets());
		};
		const first = await attempts();
		if (first.status !== 401) return first;
		try {
			if (!(await this.authenticator.renew(token, call))) return first;
			const second = await attempts();
			return { ...second, outcomeUnknown: first.outcomeUnknown || second.outcomeUnknown };
		} catch (error) {
			throw withDoubt(error, first.outcomeUnknown);
		}
	}

	/** Masks everything that a request had to keep secret, in whatever is told of its answer. */
	redactorFor(request: KardRequest): Redactor {
		const sent: unknown = request.body === undefined ? undefined : JSON.parse(request.body);
		return new Redactor({ values: sensitiveValues(sent), secrets: this.authenticator.secrets() });
	}

	private complete(
		request: KardRequest,
		token: string | undefined,
		call: Call,
		timeoutMs: number,
	): TransportRequest {
		return {
			method: request.method,
			url: this.baseUrl + request.path,
			headers: {
				Accept: 'application/json',
				...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
				...call.headers,
				...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
			},
			timeoutMs,
			...(request.body === undefined ? {} : { body: request.body }),
			...(call.signal === undefined ? {} : { signal: call.signal }),
		};
	}

	/**
	 * A pause that Kard asks for holds for the rest of the call, also where this request is not repeated. When it is
	 * longer than the call can wait, the rest of the call is over as well. A quota that this request used up is waited
	 * for too, where there is time; where there is none, Kard may still take the next request.
	 */
	private mindPause(exchange: Exchange, request: KardRequest, call: Call): Exchange {
		const wait = exchange.retryAfterMs;
		const refillMs = usedUpQuotaMs(exchange.headers);
		if (wait === undefined && refillMs !== undefined && call.allows(refillMs)) call.pause(refillMs);
		if (wait === undefined) return exchange;
		if (call.allows(wait)) call.pause(wait);
		else call.refuseFurther(this.errorOf(exchange, request));
		return exchange;
	}
}

/** A host that gets the token by itself may find that there is none, and then sends nothing. */
async function foundNoToken(sending: Promise<unknown>): Promise<boolean> {
	return await sending.then(
		() => false,
		(error: unknown) => error instanceof KardError && error.noToken,
	);
}

const LOOK_FIRST = 'It is not known whether Kard carried it out. Look before you send it again.';

/** What a person is told about a request that Kard may have carried out, and would carry out twice. */
function howToLookInto({ idempotent, howToLook }: KardRequest, outcomeUnknown: boolean): string | undefined {
	return outcomeUnknown && !idempotent ? (howToLook ?? LOOK_FIRST) : undefined;
}
