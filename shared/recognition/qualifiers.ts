import type { Column } from '../fields/columns';

/** What a field is about, which decides the words that say nothing more about it. */
type Subject =
	| 'id'
	| 'status'
	| 'person'
	| 'program'
	| 'merchantName'
	| 'category'
	| 'merchant'
	| 'merchantId'
	| 'card'
	| 'transaction';

/** Words that never decide which field a heading means, whatever it is about. */
const ALWAYS = 'our primary main default current unique field column';

/** Words that never decide, by what the field is about: the email of a customer is an email. */
const QUALIFIERS: Readonly<Record<Subject, string>> = {
	id: '',
	person:
		'user contact lead account work home mailing billing personal business office residential residence physical ' +
		'legal preferred address value code number 1 5 digit digits daytime evening login guest ' +
		'registered',
	merchant:
		'merchant store vendor location coordinates transaction purchase address business code 1 5 digit digits pos',
	merchantName: 'transaction purchase',
	category: 'merchant',
	program: 'enrolled optin program user',
	merchantId: 'merchant location transaction purchase',
	card: 'card payment purchase user credit debit number 6 digit digits code used issuer issuing pos',
	transaction: 'transaction purchase payment charge sale pos code',
	status: 'transaction purchase',
};

/** What an amount is in, and how a date is written. */
const UNITS = 'cents usd us eur gbp cad aud mxn';
const FORMATS = 'time utc gmt local zone mm dd yyyy yy hh ss iso';

function subjectOf({ key, path }: Column, isPerson: boolean): Subject {
	const isId = /(?:^id|I[dD])$/.test(key);
	if (key === 'merchantName' || key === 'status') return key;
	if (key === 'enrolledRewards') return 'program';
	if (key === 'mcc') return 'category';
	if (path[0] === 'merchant') return isId ? 'merchantId' : 'merchant';
	if (isId) return 'id';
	if (isPerson || key.startsWith('user')) return 'person';
	return key.startsWith('card') || key.startsWith('pan') ? 'card' : 'transaction';
}

/**
 * The words that may stand beside those by which a field is recognized, without saying anything more of it.
 * @param isPerson whether a row is about a person and not about a purchase
 */
export function qualifiersOf(column: Column, isPerson: boolean): readonly string[] {
	const more =
		column.input === 'amount' ? UNITS : column.input === 'date' || column.key === 'birthYear' ? FORMATS : '';
	return [ALWAYS, QUALIFIERS[subjectOf(column, isPerson)], more]
		.flatMap((words) => words.split(' '))
		.filter((word) => word !== '');
}
