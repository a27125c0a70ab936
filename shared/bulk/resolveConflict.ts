import { KardError } from '../errors';
import type { Call } from '../http/call';
import type { Outcome } from './result';
import { carriedRow } from './rowFailure';
import type { Resource } from './work';

/** Makes rows that exist already what they should be, one request each. */
export function conflictResolver(
	update: (resource: Resource, call: Call) => Promise<unknown>,
): (resource: Resource, index: number, call: Call) => Promise<Outcome> {
	return async (resource, index, call) => {
		const { id } = resource;
		try {
			await update(resource, call);
			return { ok: true, id, status: 'updated' };
		} catch (error) {
			if (!(error instanceof KardError)) throw error;
			return { ok: false, id, error: carriedRow(error, index, false) };
		}
	};
}
