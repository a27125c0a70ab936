import type { BatchReader } from './batches';
import type { Outcomes } from './outcomes';
import type { BulkWork } from './work';

/** Reads rows to the end, as for a real run, and says of each that can be sent what would be sent. */
export async function checkRows(reader: BatchReader, { shown }: BulkWork, outcomes: Outcomes): Promise<void> {
	let batch = await reader.nextBatch();
	while (batch.rows.length > 0) {
		for (const { row, resource } of batch.rows) {
			outcomes.accept(row, 'ready', { wouldSend: shown(resource) });
		}
		batch = await reader.nextBatch();
	}
}
