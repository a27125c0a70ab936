import { z } from 'zod/v4';

/** The states, districts and territories of the United States by their postal abbreviation. */
const STATES = (
	'AK AL AR AS AZ CA CO CT DC DE FL FM GA GU HI IA ID IL IN KS KY LA MA MD ME MH MI MN MO MP MS MT NC ND NE NH NJ ' +
	'NM NV NY OH OK OR PA PR PW RI SC SD TN TX UT VA VI VT WA WI WV WY'
).split(' ');

/** Where a purchase was made (Kard's API reference, create transactions). Only the name is required. */
export const merchantSchema = z.object({
	name: z.string(),
	id: z.string().optional(),
	addrStreet: z.string().optional(),
	addrCity: z.string().optional(),
	addrState: z.enum(STATES).optional(),
	addrZipcode: z.string().optional(),
	addrCountry: z.string().optional(),
	latitude: z.string().optional(),
	longitude: z.string().optional(),
	storeId: z.string().optional(),
});
