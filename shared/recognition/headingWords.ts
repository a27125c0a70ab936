/** What a sign of a heading is read as. */
const SIGNS: Readonly<Record<string, string>> = {
	'#': 'number',
	'№': 'number',
	$: 'usd',
	'€': 'eur',
	'£': 'gbp',
	'%': 'percent',
	'+': 'plus',
};

/** Words of grammar, which say nothing of what a column holds. */
const GRAMMAR: ReadonlySet<string> = new Set(['of', 'the', 'a', 'an', 'in', 'for', 'and', 'or', 'is', 'to']);

/**
 * Cuts a heading into its words, in lower case and without accents: `Card_BIN`, `cardBIN` and `card bin` have the same
 * two, `Last4` is `last` and `4`, `Merchant #` is `merchant` and `number`. What Salesforce puts behind the name of a custom field is left out. How many there are of something is a `count`.
 */
export function headingWords(heading: string): string[] {
	const words = heading
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.replace(/^\$(?=\p{L})/u, '')
		.replace(/\bUS ?(?=\$)/g, '')
		.replace(/[#№$€£%+]/g, (sign) => ` ${SIGNS[sign] ?? ''} `)
		.replace(/['’´`](?:s\b)?/gi, '')
		.replace(/__p?c$/i, '')
		.replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, '')
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
		.replace(/(\p{L})(\p{N})/gu, '$1 $2')
		.replace(/(\p{N})(\p{L})/gu, '$1 $2')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
	const [first = '', second = ''] = words;
	const isCount = second === 'of' && ['number', 'no', 'nr', 'num'].includes(first);
	return (isCount ? ['count', ...words.slice(2)] : words).filter((word) => !GRAMMAR.has(word));
}
