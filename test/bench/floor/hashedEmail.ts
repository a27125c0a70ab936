import { createHash } from 'node:crypto';

/** The hashed email (HEM) of an address, by Kard's guide; for addresses that are known to be well formed. */
export function hashedEmail(address: string): string {
	let email = address.trim().toLowerCase();
	if (email.endsWith('@gmail.com') || email.endsWith('@googlemail.com')) {
		const name = email.slice(0, email.indexOf('@')).replace(/\+.*/, '').replaceAll('.', '');
		email = `${name}@gmail.com`;
	}
	return createHash('sha256').update(email).digest('hex');
}
