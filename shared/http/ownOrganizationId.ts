import { isFields } from '../json';
import type { CallContext } from './callContext';
import type { KardResponse } from './response';

const IN_PATH = /\/issuers\/([^/?]+)/;

/** Kard says whose the token is. */
const WHOSE = { method: 'GET', path: '/v2/issuer', idempotent: true } as const;

function idIn({ content }: KardResponse): string | undefined {
	const document = content.kind === 'json' && isFields(content.value) ? content.value : {};
	const { id } = isFields(document.data) ? document.data : document;
	return typeof id === 'string' ? id : undefined;
}

/**
 * Tells whether Kard forbids a request because it is about an organization that the credentials do not belong to. Kard
 * is asked once, and only after it has forbidden something.
 */
export class OwnOrganizationId {
	private id: Promise<string | undefined> | undefined;

	/** @param send sends a request with the credentials */
	constructor(private readonly send: (request: typeof WHOSE, call: CallContext) => Promise<KardResponse>) {}

	/**
	 * The id of the organization that the credentials belong to, where the path of a request names another one;
	 * undefined where it is the same, or cannot be found out.
	 */
	async unlessIn(path: string, call: CallContext): Promise<string | undefined> {
		const given = IN_PATH.exec(path)?.[1];
		if (given === undefined) return undefined;
		this.id ??= this.send(WHOSE, call).then(idIn, () => undefined);
		const own = await this.id;
		return own === undefined || encodeURIComponent(own) === given ? undefined : own;
	}
}
