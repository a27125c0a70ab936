import type { Row } from './csv';
import { inventPerson, type Person } from './people';
import { Dice, spread } from './random';

/** The columns of the CRM's export. */
export const SIGNUP_COLUMNS = [
	'Contact ID',
	'First Name',
	'Last Name',
	'Email',
	'Mobile Phone',
	'Zip',
	'Year of Birth',
	'Lifecycle Stage',
	'Create Date',
] as const;

/** A contact as the CRM has it. */
export type SignupRow = Row<(typeof SIGNUP_COLUMNS)[number]>;

/** The stage of those who were enrolled before: the demo puts them into the sandbox first. */
export const ENROLLED_STAGE = 'Customer';

const PEOPLE = 479;
const SEED = 20_260_304;

/** As people write it: in capitals, with a stray space, or as it should be. */
function carelessly(text: string, dice: Dice): string {
	const kind = dice.between(1, 20);
	if (kind === 1) return text.toUpperCase();
	if (kind === 2) return ` ${text}`;
	return kind === 3 ? `${text}  ` : text;
}

function emailOf(email: string, dice: Dice): string {
	if (dice.percent(2)) return '';
	const capitalized = email.replace(/(^|[.])[a-z]/g, (letter) => letter.toUpperCase());
	return carelessly(dice.percent(12) ? capitalized : email, dice);
}

function phoneOf(digits: string, dice: Dice): string {
	const [area, prefix, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
	return dice.pick([
		`(${area}) ${prefix}-${line}`,
		`${area}-${prefix}-${line}`,
		`+1 ${area} ${prefix} ${line}`,
		`${area}.${prefix}.${line}`,
		digits,
		'',
	]);
}

function zipOf(zip: string, dice: Dice): string {
	if (zip.startsWith('0') && dice.percent(60)) return zip.replace(/^0+/, '');
	return dice.percent(6) ? `${zip}-${String(dice.between(1_000, 9_999))}` : zip;
}

function rowOf(person: Person, dice: Dice): SignupRow {
	const day = String(dice.between(1, 28)).padStart(2, '0');
	const time = `${String(dice.between(8, 19)).padStart(2, '0')}:${String(dice.between(10, 59))}`;
	return {
		'Contact ID': dice.percent(4) ? ` ${person.id}` : person.id,
		'First Name': carelessly(person.firstName, dice),
		'Last Name': carelessly(person.lastName, dice),
		Email: emailOf(person.email, dice),
		'Mobile Phone': phoneOf(person.phone, dice),
		Zip: zipOf(person.zip, dice),
		'Year of Birth': dice.percent(15) ? '' : person.birthYear,
		'Lifecycle Stage': dice.percent(10) ? ENROLLED_STAGE : dice.pick(['Lead', 'Subscriber', 'Opportunity']),
		'Create Date': `2026-0${String(dice.between(1, 3))}-${day} ${time}`,
	};
}

/** What goes wrong in real lists, a few rows of each. */
const MISTAKES: readonly Partial<SignupRow>[] = [
	{ 'Contact ID': '' },
	{ Email: 'casey.fairbrook.example.com' },
	{ 'Year of Birth': '03/14/1988' },
	{ 'Mobile Phone': 'ask at the desk' },
	{ Email: 'riley@@example.com' },
	{ Zip: '3O305' },
	{ 'Contact ID': '  ' },
	{ 'Year of Birth': "'88" },
	{ Email: 'quinn@example.com; quinn.yarrow@example.org' },
	{ Zip: 'Atlanta' },
	{ 'Mobile Phone': '555-0142' },
	{ 'Contact ID': '', Email: 'no.id.yet@example.com' },
	{ 'Year of Birth': '1988-03-14' },
	{ Email: 'n/a' },
];

/** The contacts of the CRM: mostly good, some written carelessly, some twice, some wrong. */
export function inventSignups(): { rows: readonly SignupRow[]; people: readonly Person[] } {
	const dice = new Dice(SEED);
	const people = Array.from({ length: PEOPLE }, (_, number) => inventPerson(number, dice));
	const good = people.map((person) => rowOf(person, dice));
	const wrong = MISTAKES.map((mistake, index) => {
		const row = rowOf(inventPerson(PEOPLE + index, dice), dice);
		return { ...row, 'Lifecycle Stage': 'Lead', ...mistake };
	});
	const repeated = good.filter((_, index) => index % 80 === 7);
	const contradicting = good.slice(150, 151).map((row) => ({ ...row, Zip: '80299' }));
	return { rows: [...spread(wrong, good), ...repeated, ...contradicting], people };
}
