import { headingWords } from '../../../shared/recognition/headingWords';
import { meaningOf, meaningOfPath } from '../../../shared/recognition/meaning';

const KNOWN: ReadonlySet<string> = new Set(['name', 'last', 'bin', 'mcc', 'subtotal', 'pan']);

describe('a heading is cut into words', () => {
	it.each([
		['Card_BIN', 'card bin'],
		['cardBIN', 'card bin'],
		['MCCCode', 'mcc code'],
		['last4', 'last 4'],
		['Address1', 'address 1'],
		['E-mail address', 'e mail address'],
		['Merchant #', 'merchant number'],
		['Amount (USD)', 'amount usd'],
		['Amount (US$)', 'amount usd'],
		['Amount ($)', 'amount usd'],
		['D.O.B.', 'dob'],
		['Txn Ref. No.', 'txn ref no'],
		["Our customer's email", 'our customer email'],
		['Téléphone', 'telephone'],
		['Ｚｉｐ Ｃｏｄｅ', 'zip code'],
		['Member_ID__c', 'member id'],
		['Number of transactions', 'count transactions'],
		['  Date of the purchase ', 'date purchase'],
		['', ''],
		['!?', ''],
	])('%j is %j', (heading, words) => {
		expect(headingWords(heading).join(' ')).toBe(words);
	});
});

describe('words that mean the same stand for one', () => {
	it.each([
		['Txn Ref No', 'number reference transaction'],
		['TXNREFNO', 'number reference transaction'],
		['Cust Nbr', 'number user'],
		['mbr #', 'number user'],
		['Card holder ID', 'id user'],
		['Post code', 'zip'],
		['Post dt', 'date settled'],
		['postdate', 'date settled'],
		['Opt-in', 'optin'],
		['D/C', 'credit debit'],
		['Cell phone', 'phone'],
		['SHA-256 email', 'email hashed'],
		// No word of ours, and not made of any.
		['candidate', 'candidate'],
		['valid', 'valid'],
		['Total transactions', 'amount transactions'],
		[`${'ab'.repeat(40)}date`, `${'ab'.repeat(40)}date`],
	])('%j means %j', (heading, words) => {
		expect([...meaningOf(heading, KNOWN).words].sort().join(' ')).toBe(words);
	});

	it('names that only wrap others say nothing, and the last one always says something', () => {
		const words = (path: readonly string[]) => [...meaningOfPath(path, KNOWN).words].join(' ');

		expect(words(['properties', 'email'])).toBe('email');
		expect(words(['merchant_data', 'city'])).toBe('merchant city');
		expect(words(['data', 'details'])).toBe('details');
	});
});
