import type { Bundle } from 'zapier-platform-core';
import {
	KardError,
	type BulkOperation,
	type BulkResult,
	type KardClient,
	type RowOptions,
} from '../../../shared/index';
import { chosenSettings } from '../fields/settings';

/** What became of rows, and why they were refused as a whole, if they were. */
interface Sent {
	readonly result: BulkResult;
	readonly rejection?: KardError;
}

/** Sends rows as the person chose. A write that was refused as a whole still tells of its rows, where it began. */
export async function sendRows(
	client: KardClient,
	operation: BulkOperation,
	rows: readonly unknown[],
	bundle: Bundle,
	more: RowOptions = {},
): Promise<Sent> {
	try {
		return { result: await client.bulk(operation, rows, { ...chosenSettings(operation, bundle), ...more }) };
	} catch (error) {
		if (error instanceof KardError && error.result) return { result: error.result, rejection: error };
		throw error;
	}
}
