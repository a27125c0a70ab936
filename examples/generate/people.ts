import type { Dice } from './random';

const FIRST_NAMES = [
	'Avery',
	'Jordan',
	'Riley',
	'Morgan',
	'Casey',
	'Quinn',
	'Rowan',
	'Skyler',
	'Emerson',
	'Harper',
	'Parker',
	'Reese',
	'Sage',
	'Tatum',
	'Dakota',
	'Ellis',
	'Finley',
	'Hollis',
	'Indigo',
	'Jules',
	'Kendall',
	'Lennon',
	'Marlowe',
	'Noel',
	'Oakley',
	'Peyton',
	'Remy',
	'Shiloh',
	'Teagan',
	'Wren',
];

const LAST_NAMES = [
	'Ashgrove',
	'Birchwell',
	'Calloway',
	'Dunmore',
	'Everhart',
	'Fairbrook',
	'Glenmoor',
	'Hartwell',
	'Inglewood',
	'Juniper',
	'Kestrel',
	'Larkspur',
	'Merriweather',
	'Northgate',
	'Oakhurst',
	'Pemberly',
	'Quillen',
	'Ravenscroft',
	'Silverton',
	'Thornbury',
	'Underhill',
	'Vantage',
	'Westbrook',
	'Yarrow',
];

/** Towns with the beginning of their ZIP codes. Those of New England begin with a zero, which spreadsheets drop. */
const TOWNS = [
	{ city: 'Atlanta', state: 'GA', stateName: 'Georgia', zip: '303', areaCode: '404' },
	{ city: 'Boston', state: 'MA', stateName: 'Massachusetts', zip: '021', areaCode: '617' },
	{ city: 'Austin', state: 'TX', stateName: 'Texas', zip: '787', areaCode: '512' },
	{ city: 'Denver', state: 'CO', stateName: 'Colorado', zip: '802', areaCode: '303' },
	{ city: 'Portland', state: 'OR', stateName: 'Oregon', zip: '972', areaCode: '503' },
	{ city: 'Newark', state: 'NJ', stateName: 'New Jersey', zip: '071', areaCode: '973' },
	{ city: 'Chicago', state: 'IL', stateName: 'Illinois', zip: '606', areaCode: '312' },
	{ city: 'Madison', state: 'WI', stateName: 'Wisconsin', zip: '537', areaCode: '608' },
] as const;

/** A town of the list. */
type Town = (typeof TOWNS)[number];

/** Somebody who does not exist. */
export interface Person {
	readonly id: string;
	readonly firstName: string;
	readonly lastName: string;
	readonly email: string;
	readonly phone: string;
	readonly zip: string;
	readonly birthYear: string;
	readonly town: Town;
}

const FIRST_ID = 48_210_330_104;

/**
 * Invents a person. Addresses are at example.com and example.org, which belong to nobody; those that show the rules
 * for Gmail have to be at gmail.com and say that they are samples. Phone numbers are of the range kept for fiction.
 */
export function inventPerson(number: number, dice: Dice): Person {
	const firstName = dice.pick(FIRST_NAMES);
	const lastName = dice.pick(LAST_NAMES);
	const town = dice.pick(TOWNS);
	const place = String(number).padStart(4, '0');
	const own = `${firstName}.${lastName}${place}`.toLowerCase();
	const domain = dice.pick(['example.com', 'example.com', 'example.org']);
	return {
		id: String(FIRST_ID + number * 37),
		firstName,
		lastName,
		email: dice.percent(22) ? `sample.person.${place}+crm@gmail.com` : `${own}@${domain}`,
		phone: `${town.areaCode}55501${String(dice.between(0, 99)).padStart(2, '0')}`,
		zip: `${town.zip}${String(dice.between(1, 99)).padStart(2, '0')}`,
		birthYear: String(dice.between(1948, 2006)),
		town,
	};
}
