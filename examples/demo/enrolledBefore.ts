import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod/v4';
import type { Sandbox } from '../../sandbox';
import { ENROLLED_STAGE } from '../generate/signups';
import { clientOf } from './client';

const contact = z.object({ 'Contact ID': z.string(), 'Lifecycle Stage': z.string() });

/** The IDs of the contacts who are customers already: they were enrolled in an earlier run. */
function customers(): string[] {
	const csv = readFileSync(join(__dirname, '..', 'crm-signups.csv'), 'utf8');
	const contacts = z.array(contact).parse(parse(csv, { columns: true }));
	const ids = contacts
		.filter((row) => row['Lifecycle Stage'] === ENROLLED_STAGE)
		.map((row) => row['Contact ID'].trim());
	return [...new Set(ids)];
}

/**
 * Enrolls some of the contacts with nothing but their ID, as an earlier run would have left them.
 * @returns how many there are
 */
export async function enrollEarlierContacts(sandbox: Sandbox): Promise<number> {
	const kard = clientOf(sandbox);
	const rows = customers().map((id) => ({ id, enrolledRewards: ['CARDLINKED' as const] }));
	const { succeeded } = await kard.users.create(rows);
	return succeeded.length;
}
