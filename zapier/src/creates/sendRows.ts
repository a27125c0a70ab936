import type { Bundle } from 'zapier-platform-core';
import {
	refusalOf,
	type BulkOperation,
	type BulkResult,
	type KardClient,
	type RowOptions,
} from '../../../shared/host';
import { chosenSettings } from '../fields/settingFields';

/**
 * Sends rows as the person chose.
 * @throws KardError when the write was refused as a whole
 */
export async function sendRows(
	client: KardClient,
	operation: BulkOperation,
	rows: readonly unknown[],
	bundle: Bundle,
	more: RowOptions = {},
): Promise<BulkResult> {
	const result = await client.bulk(operation, rows, { ...chosenSettings(operation, bundle), ...more });
	const refusal = refusalOf(result);
	if (refusal) throw refusal;
	return result;
}
