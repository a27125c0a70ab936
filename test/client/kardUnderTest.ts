/* Moved to test/support; goes when the last test has moved over. */
export {
	startKard as kardUnderTest,
	type Interception,
	type Kard as KardUnderTest,
	type SentRequest,
} from '../support/kard';
export type { Resource as SentResource } from '../support/resource';
export { messages as complaints, outcomes as fates } from '../support/expected';
