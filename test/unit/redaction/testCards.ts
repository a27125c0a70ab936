/** Numbers that the networks and their processors publish for tests, by network. Nobody's. */
const PUBLISHED = `
	Visa of 16 digits: 4111111111111111 4012888888881881 4242424242424242 4000056655665556 4917610000000000 4988438843884305
	Visa of 13 digits: 4222222222222
	Visa of 19 digits: 4444333322221111455
	Mastercard: 5555555555554444 5105105105105100 5200828282828210 5454545454545454
	Mastercard from 2221 to 2720: 2221000000000009 2223003122003222 2720990000000007
	American Express: 378282246310005 371449635398431 378734493671000 341111111111111
	Discover: 6011111111111117 6011000990139424 6011981111111113 6445644564456445
	Diners Club of 14 digits: 30569309025904 38520000023237 36227206271667 36006666333344
	Diners Club of 16 digits: 3056930009020004
	JCB: 3530111333300000 3566002020360505 3569990010095841
	UnionPay: 6200000000000005 6205500000000000004 6250941006528599 8171999927660000 8171999900000000021
	Maestro: 50339619890917 5641821111166669 586824160825533338 6304000000000000000 6331101999990016
	Maestro, others: 6759649826438453 6799990100000000019 67034200554565015
	Dankort: 5019717010103742
	BankCard: 5610591081018250
	RuPay: 6074819900004939
	Hipercard: 6062826786276634
	Elo: 5066991111111118 6362970000457013
	Verve: 5061460410120223210 5060990580000217499
	Mir: 2200000000000004 2201382000000013
	Napas: 9704000000000018`;

/** Each network, and its numbers. */
export const TEST_CARDS = Array.from(PUBLISHED.matchAll(/(\w.*): (.*)/g), ([, network = '', cards = '']) => {
	return [network, cards.split(' ')] as const;
});

/** All of them. */
export const ALL_TEST_CARDS: readonly string[] = TEST_CARDS.flatMap(([, cards]) => cards);

/** A card number in the groups in which people write it. */
export function groupings(digits: string): readonly (readonly string[])[] {
	const even = (size: number) => digits.match(new RegExp(`.{1,${String(size)}}`, 'g')) ?? [];
	const printed = /^(.{4})(.{6})(.{4,5})$/.exec(digits) ?? /^(.{6})(.{13})$/.exec(digits) ?? [];
	const thousands = digits.replace(/\B(?=(\d{3})+$)/g, ' ').split(' ');
	return [even(4), even(1), even(2), even(3), thousands, printed.slice(1)].filter(({ length }) => length > 1);
}
