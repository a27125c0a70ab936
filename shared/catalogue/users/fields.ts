import { z } from 'zod/v4';
import { BIRTH_YEAR, LONGEST_EMAIL } from '../../fields/person';
import { field, LONGEST_IDENTIFIER, openChoice } from '../../fields/field';

/** The rewards programs that users can be enrolled in. */
export const ENROLLED_REWARDS = { CARDLINKED: 'Card-Linked' } as const;

/** The issuer's own id of a user, as it stands in paths and rows. */
export const userId = field(z.string().min(1).max(LONGEST_IDENTIFIER), {
	title: 'User ID',
	description: 'The ID of the user in your own system.',
	kind: 'identifier',
	examples: ['user-10293'],
	aliases: ['id', 'user', 'customer id', 'contact id', 'member id', 'external id'],
});

/** What Kard keeps of a user. An email goes out as its hash unless the caller asks for the address. */
const attributes = {
	enrolledRewards: field(z.array(openChoice(ENROLLED_REWARDS)), {
		title: 'Enrolled Rewards',
		description: 'The rewards programs to enroll the user in. Leave it as an empty list to enroll in none.',
		kind: 'choices',
		examples: ['CARDLINKED'],
		aliases: ['rewards', 'programs', 'enrolled programs', 'reward program'],
		choices: ENROLLED_REWARDS,
		// Junk in a sheet must not go out: a program that is new at Kard is written as Kard writes it.
		open: 'code',
		synonyms: { 'card linked offers': 'CARDLINKED', clo: 'CARDLINKED' },
		defaultable: true,
	}),
	email: field(z.string().max(LONGEST_EMAIL).optional(), {
		title: 'Email',
		description: 'The email address of the user. By default only its hash leaves for Kard.',
		kind: 'email',
		examples: ['jordan@example.com'],
		aliases: ['email address', 'e-mail', 'mail', 'user email', 'contact email', 'work email'],
		sensitive: true,
	}),
	hashedEmail: field(
		z
			.string()
			.regex(/^[0-9a-f]{64}$/)
			.optional(),
		{
			title: 'Hashed Email',
			description:
				'The hashed email (HEM), if you hash addresses yourself: SHA-256 in lower-case hexadecimal.',
			kind: 'hashedEmail',
			examples: ['5d1a1b5fbd6a2fdd7a6c1f80c3e2c2f6b1c8a4b6a8f1c3d5e7f90123456789ab'],
			aliases: ['hem', 'email hash', 'hash', 'sha256 email'],
			sensitive: true,
		},
	),
	zipCode: field(z.string().min(1).max(10).optional(), {
		title: 'ZIP Code',
		description: 'The postal code of the user. Some local offers depend on it.',
		kind: 'zip',
		examples: ['30301'],
		aliases: ['zip', 'zip code', 'postal code', 'postcode', 'post code', 'mailing zip'],
	}),
	phoneNumber: field(
		z
			.string()
			.regex(/^\+[1-9]\d{1,14}$/)
			.optional(),
		{
			title: 'Phone Number',
			description: 'The phone number of the user, with the country code.',
			kind: 'phone',
			examples: ['+15555550123'],
			aliases: ['phone', 'mobile', 'mobile phone', 'cell', 'cell phone', 'telephone'],
			sensitive: true,
		},
	),
	birthYear: field(z.string().regex(BIRTH_YEAR).optional(), {
		title: 'Birth Year',
		description: 'The year in which the user was born.',
		kind: 'birthYear',
		examples: ['1990'],
		aliases: ['year of birth', 'birthyear', 'yob'],
		sensitive: true,
	}),
	historicalTransactionsSent: field(z.boolean().optional(), {
		title: 'Historical Transactions Sent',
		description: 'Whether you have sent the past transactions of this user. It cannot be set back to false.',
		kind: 'boolean',
		examples: [true],
		aliases: ['history sent', 'historical sent', 'history uploaded'],
	}),
};

/** The attributes of a user, as an update replaces them. */
export const userAttributes = z.strictObject(attributes).meta({ title: 'User Attributes' });

/** One row of a user list: the id and the attributes side by side. */
export const userRow = z.strictObject({ id: userId, ...attributes }).meta({ title: 'User' });
