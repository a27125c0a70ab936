import { KardError, withMessage, type KardApiError } from '../errors';
import { isFields } from '../json';
import { Redactor } from '../redaction/redactor';
import { sensitiveValues } from '../redaction/sensitiveValues';
import type { Authenticator, Authorization } from './authenticator';
import type { CallContext } from './callContext';
import { checkHeaders } from './headers';
import { SecretMask } from './masking';
import { OwnOrganizationId } from './ownOrganizationId';
import type { KardResponse } from './response';
import { responseError } from './responseError';
import { sendWithRetries, withDoubt } from './retry';
import { usedUpQuotaMs } from './retryPolicy';
import type { Transport, TransportRequest } from './transport';
import { transportError } from './transportError';

/** A request to Kard's API, before it has a host, a token and a time limit. */
export interface KardRequest {
	readonly method: TransportRequest['method'];
	/** The path with its ids filled in, and the query: `/v2/issuers/…`. */
	readonly path: string;
	/** The JSON text to send. */
	readonly body?: string | undefined;
	/** What the body says, where it is at hand. */
	readonly sent?: unknown;
	/** Called for each attempt that Kard may have looked at. */
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

/** What an engine works with. */
interface EngineOptions {
	/** The address of the API, without a slash at its end. */
	readonly baseUrl: string;
	readonly transport: Transport;
	readonly authenticator: Authenticator;
	/** The names of the attributes that hold personal or card data. */
	readonly sensitiveNames: ReadonlySet<string>;
	/** Whether to ask whose the credentials are once Kard has forbidden something. */
	readonly explainForbidden?: boolean | undefined;
}

/** Sends requests to Kard: adds the token, repeats what is worth repeating, and words what went wrong. */
export class RequestEngine {
	private readonly secrets: SecretMask;
	private readonly ownOrganizationId = new OwnOrganizationId((...ask) => this.sendAuthorized(...ask));

	constructor(private readonly options: EngineOptions) {
		this.secrets = new SecretMask(() => options.authenticator.secrets());
	}

	/**
	 * Sends a request and gives Kard's last response, whatever its status, with every secret masked that it repeats. A
	 * token that Kard refuses is renewed once.
	 * @throws KardError when there was no response, or no token
	 */
	async send(request: KardRequest, call: CallContext): Promise<KardResponse> {
		checkHeaders(call.headers);
		try {
			const response = await this.sendAuthorized(request, call);
			this.mindPause(response, request, call);
			if (response.status !== 403 || this.options.explainForbidden !== true) return response;
			return { ...response, ownOrganizationId: await this.ownOrganizationId.unlessIn(request.path, call) };
		} catch (error) {
			if (!(error instanceof KardError)) throw error;
			// Where no token can be had, every further request of the call would ask for one in vain.
			if (error.noToken) call.refuseFurther(error);
			const hint = howToLookInto(request, error.outcomeUnknown);
			throw hint === undefined ? error : withMessage(error, `${error.message} ${hint}`);
		}
	}

	/**
	 * The error that a response amounts to, with everything masked that the request had to keep secret.
	 * @param lacks the part that was needed and is not there: `data.id`
	 */
	errorOf(response: KardResponse, request: KardRequest, lacks?: string): KardApiError {
		const howToLook = howToLookInto(request, response.outcomeUnknown);
		return responseError(response, this.redactorFor(request), { ...request, lacks, howToLook });
	}

	/** Masks everything that a request had to keep secret, in whatever is said of its response. */
	redactorFor({ body, sent }: KardRequest): Redactor {
		const { authenticator, sensitiveNames } = this.options;
		const said: unknown = sent ?? (body === undefined ? undefined : JSON.parse(body));
		return new Redactor({ values: sensitiveValues(said, sensitiveNames), secrets: authenticator.secrets() });
	}

	/** A request that is refused for its token (401) is sent once more, where the authenticator has a better one. */
	private async sendAuthorized(request: KardRequest, call: CallContext): Promise<KardResponse> {
		const { authenticator } = this.options;
		let used: Authorization | undefined;
		const send = async () =>
			await this.sendWith(request, call, (authorization) => {
				used = authorization;
			});
		const first = await send();
		if (first.status !== 401 || used === undefined || !authenticator.refused(used)) return first;
		try {
			const second = await send();
			return { ...second, outcomeUnknown: first.outcomeUnknown || second.outcomeUnknown };
		} catch (error) {
			throw withDoubt(error, first.outcomeUnknown);
		}
	}

	private async sendWith(
		request: KardRequest,
		call: CallContext,
		onUse: (authorization: Authorization) => void,
	): Promise<KardResponse> {
		const { transport, authenticator } = this.options;
		const response = await sendWithRetries({
			call,
			idempotent: request.idempotent,
			prepare: async () => {
				await call.ready();
				return await authenticator.authorize(call);
			},
			attempt: async (authorization, timeoutMs) => {
				onUse(authorization);
				const sending = authorization.send(this.complete(request, call, timeoutMs), transport);
				const outcome = await outcomeOf(sending);
				if (outcome !== 'noToken') call.requests += 1;
				if (outcome === 'sent') request.onSend?.();
				return await sending;
			},
			errorOf: (thrown, timeoutMs) =>
				transportError(thrown, {
					...{ aborted: call.aborted, timeoutMs, url: this.options.baseUrl },
					redactor: this.redactorFor(request),
				}),
		});
		return this.secrets.masked(response);
	}

	private complete(
		{ method, path, body }: KardRequest,
		call: CallContext,
		timeoutMs: number,
	): TransportRequest {
		return {
			method,
			url: this.options.baseUrl + path,
			headers: {
				Accept: 'application/json',
				...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
				...call.headers,
			},
			timeoutMs,
			...(body === undefined ? {} : { body }),
			...(call.signal === undefined ? {} : { signal: call.signal }),
		};
	}

	/**
	 * A pause that Kard asks for holds for the rest of the call, also where this request is not repeated. When it is
	 * longer than the call can wait, the rest of the call is over as well. A quota that this request used up is waited
	 * for too, where there is time; where there is none, Kard may still take the next request.
	 */
	private mindPause(response: KardResponse, request: KardRequest, call: CallContext): void {
		const wait = response.retryAfterMs;
		if (wait === undefined) {
			const refillMs = usedUpQuotaMs(response.headers);
			if (refillMs !== undefined && call.allows(refillMs)) call.pause(refillMs);
		} else if (call.allows(wait)) {
			call.pause(wait);
		} else {
			call.refuseFurther(this.errorOf(response, request));
		}
	}
}

/**
 * Whether Kard may have looked at a request. One whose token it refuses it does not look at, and a host that finds no
 * token sends nothing.
 */
async function outcomeOf(sending: Promise<unknown>): Promise<'sent' | 'refused' | 'noToken'> {
	return await sending.then(
		// A transport that gives no response at all has sent the request all the same.
		(response) => (isFields(response) && response.status === 401 ? 'refused' : 'sent'),
		(error: unknown) => (error instanceof KardError && error.noToken ? 'noToken' : 'sent'),
	);
}

const LOOK_FIRST = 'It is not known whether Kard carried it out. Look before you send it again.';

/** What a person reads about a request that Kard may have carried out, and would carry out twice. */
function howToLookInto({ idempotent, howToLook }: KardRequest, outcomeUnknown: boolean): string | undefined {
	return outcomeUnknown && !idempotent ? (howToLook ?? LOOK_FIRST) : undefined;
}
