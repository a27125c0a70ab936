import type { Authenticator } from '../auth/authenticator';
import type { Clock } from '../clock';
import type { KardApiError } from '../errors';
import { Redactor } from '../redaction/redactor';
import { sensitiveValues } from '../schemas/sensitive';
import type { Call } from './call';
import { answerError } from './failures';
import { persist, withDoubt, type Exchange } from './persist';
import type { Transport, TransportRequest } from './transport';
import { quietTransport, withoutSecrets } from './withoutSecrets';

/** A request to Kard's API, before it has a host, a token and a time limit. */
export interface KardRequest {
	readonly method: TransportRequest['method'];
	/** The path with its ids filled in, and the query: `/v2/issuers/…`. */
	readonly path: string;
	/** The JSON text to send. */
	readonly body?: string | undefined;
	/** Whether sending it twice does no harm. */
	readonly idempotent: boolean;
	/** The permission it needs, in Kard's words, for the message when it is missing. */
	readonly scope?: string | undefined;
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
					call.requests += 1;
					return await this.transport(this.complete(request, token, call, timeoutMs));
				},
			});
			return withoutSecrets(exchange, this.authenticator.secrets());
		};
		const first = await attempts();
		if (first.status !== 401) return this.mindPause(first, request, call);
		try {
			if (!(await this.authenticator.renew(token, call))) return first;
			const second = await attempts();
			const outcomeUnknown = first.outcomeUnknown || second.outcomeUnknown;
			return this.mindPause({ ...second, outcomeUnknown }, request, call);
		} catch (error) {
			throw withDoubt(error, first.outcomeUnknown);
		}
	}

	/** The error that an answer amounts to, with everything masked that the request had to keep secret. */
	errorOf(exchange: Exchange, request: KardRequest): KardApiError {
		return answerError({ ...exchange, redactor: this.redactorFor(request), scope: request.scope });
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
	 * longer than the call can wait, the rest of the call is over as well.
	 */
	private mindPause(exchange: Exchange, request: KardRequest, call: Call): Exchange {
		const wait = exchange.retryAfterMs;
		if (wait === undefined) return exchange;
		if (call.allows(wait)) call.pause(wait);
		else call.refuseFurther(this.errorOf(exchange, request));
		return exchange;
	}
}
