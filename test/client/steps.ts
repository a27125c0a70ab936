import type { TransportResponse } from '../../shared';
import type { Interception, Kard } from '../support/kard';

/** A response made up by a test; a body that is no text is sent as JSON. `taken`: Kard carries the request out first. */
export interface Reply {
	readonly status: number;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	readonly taken?: boolean;
}

/**
 * What happens to a request: it passes; it is carried out and the response is lost; it never arrives; or it is
 * answered by the test.
 */
export type Step = 'pass' | 'lost' | 'dropped' | Reply;

const reset = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

async function carryOut(step: Step, pass: () => Promise<TransportResponse>): Promise<TransportResponse> {
	if (step === 'pass') return await pass();
	if (step === 'dropped') throw reset();
	if (step === 'lost' || step.taken === true) await pass();
	if (step === 'lost') throw reset();
	const { status, headers = {}, body = '' } = step;
	return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** Does this to the next requests, one each; those that follow pass. */
export function inTurn(kard: Kard, ...steps: readonly Step[]): void {
	const left = [...steps];
	kard.intercept((_, pass) => carryOut(left.shift() ?? 'pass', pass));
}

/** Does this to every request that is meant; the others pass. */
export function whenever(
	kard: Kard,
	isMeant: (request: Parameters<Interception>[0]) => boolean,
	step: Step,
): void {
	kard.intercept((request, pass) => carryOut(isMeant(request) ? step : 'pass', pass));
}
