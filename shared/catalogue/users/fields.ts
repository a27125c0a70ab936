import { z } from 'zod/v4';
import { birthYear, boolean, choices, email, hashedEmail, identifier, phone, zip } from '../../fields';

/** The rewards programs that users can be enrolled in. */
export const ENROLLED_REWARDS = { CARDLINKED: 'Card-Linked' } as const;

/** The issuer's own id of a user, as paths and rows have it. */
export const userId = identifier({
	title: 'User ID',
	description: 'The ID of the user in your own system.',
	examples: ['user-10293'],
	recognizedBy: [
		'user id',
		'contact id',
		'external id',
		'record id',
		'hs object id',
		'lead id',
		'profile id',
		'user number',
		'user token',
		'user key',
		'cif',
		'cif number',
	],
	recognizedWithCells: ['user', 'contact', 'user reference', 'number', 'reference', 'contact number'],
});

const enrolledRewards = {
	title: 'Enrolled Rewards',
	description:
		'The rewards programs to enroll the user in: yes is Card-Linked, and no is none. New users are enrolled in Card-Linked where nothing is said.',
	examples: ['CARDLINKED'],
	recognizedBy: [
		'enrolled reward',
		'reward optin',
		'reward enrolled',
		'card linked reward',
		'card linked reward enrolled',
		'enrolled program',
		'card linked offer',
		'clo',
	],
	recognizedWithCells: ['reward', 'program', 'reward program', 'enrolled', 'optin', 'reward status'],
	choices: ENROLLED_REWARDS,
	// Junk in a sheet must not go out: a program that is new at Kard is written as Kard writes it.
	open: 'code',
	synonyms: Object.fromEntries(
		[
			'card linked offers',
			'clo',
			'yes',
			'y',
			'true',
			'1',
			'opted in',
			'opt in',
			'subscribed',
			'enrolled',
		].map((word) => [word, 'CARDLINKED' as const]),
	),
	forNone: ['no', 'n', 'false', '0', 'opted out', 'opt out', 'unsubscribed', 'not enrolled'],
	defaultable: true,
} as const;

/** What Kard keeps of a user. An email goes out as its hash unless the caller asks for the address. */
const attributes = {
	enrolledRewards: choices(enrolledRewards),
	email: email({
		title: 'Email',
		description: 'The email address of the user. By default only its hash leaves for Kard.',
		examples: ['jordan@example.com'],
		recognizedBy: ['email', 'email address', 'user email'],
		recognizedWithCells: ['email id', 'contact', 'login'],
		sensitive: true,
	}).optional(),
	hashedEmail: hashedEmail({
		title: 'Hashed Email',
		rare: true,
		description: 'The hashed email (HEM), if you hash addresses yourself: SHA-256 in lower-case hexadecimal.',
		examples: ['8cfbbd129c8030c0ab06c9412ab30dc66bbe2de233d3d9dc07af5e21738ec7f2'],
		recognizedBy: ['hashed email', 'hashed email address', 'hem'],
		recognizedWithCells: ['hash'],
		sensitive: true,
	}).optional(),
	zipCode: zip(
		{
			title: 'ZIP Code',
			description: 'The postal code of the user. Some local offers depend on it.',
			examples: ['30301'],
			recognizedBy: ['zip', 'zip code'],
			recognizedWithCells: ['zip plus 4'],
		},
		'US',
	).optional(),
	phoneNumber: phone({
		title: 'Phone Number',
		description: 'The phone number of the user, with the country code.',
		examples: ['+15555550123'],
		recognizedBy: ['phone', 'phone number'],
		recognizedWithCells: ['contact number', 'contact'],
		sensitive: true,
	}).optional(),
	birthYear: birthYear({
		title: 'Birth Year',
		description: 'The year in which the user was born.',
		examples: ['1990'],
		recognizedBy: ['birth year', 'birth date', 'birthday', 'yob'],
		recognizedWithCells: ['birth'],
		sensitive: true,
	}).optional(),
	historicalTransactionsSent: boolean({
		title: 'Historical Transactions Sent',
		rare: true,
		description: 'Whether you have sent the past transactions of this user. It cannot be set back to false.',
		examples: [true],
		recognizedBy: ['historical sent', 'historical uploaded', 'historical transactions uploaded'],
		isOneWay: true,
	}).optional(),
};

/** All attributes of a user. */
export const userAttributes = z.strictObject(attributes).meta({ title: 'User Attributes' });

/** What an update says of a user; what it leaves out is kept. */
export const userChanges = userAttributes
	.partial({ enrolledRewards: true })
	.meta({ title: 'User Attributes' });

/** One row of a user list: the id and the attributes side by side. */
export const userRow = z
	.strictObject({
		id: userId,
		...attributes,
		enrolledRewards: choices({ ...enrolledRewards, usual: 'CARDLINKED' }).optional(),
	})
	.meta({ title: 'User' });
