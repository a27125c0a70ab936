import { Refusal, type ErrorObject } from './errors';

/**
 * Refuses a bulk request of which nothing was accepted and everything failed in the same way:
 * 409 when every row was there already, 400 when every row was bad. A mixture is left to a 207.
 */
export function refuseWhenUniform(accepted: number, errors: readonly ErrorObject[]): void {
	if (accepted > 0 || errors.length === 0) return;
	const conflicts = errors.filter(({ status }) => status === '409').length;
	if (conflicts === errors.length) throw new Refusal(409, errors);
	if (conflicts === 0) throw new Refusal(400, errors);
}
