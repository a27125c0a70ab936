import type { z } from 'zod/v4';
import type {
	notificationOperations,
	offerOperations,
	organizationOperations,
	subscriptionOperations,
	transactionOperations,
	userOperations,
} from './catalogue';
import type { RowOf } from './execution/methods';

type Input<Schema extends z.ZodType> = z.input<Schema>;
type Output<Schema extends z.ZodType> = z.output<Schema>;

/** One user to create, flat in Kard's field names, or as Kard documents it. */
export type UserRow = RowOf<(typeof userOperations.create)['rows']>;
/** The attributes of a user. */
export type UserAttributes = Input<(typeof userOperations.update)['attributes']>;
/** A user as Kard answers with it. */
export type UserResource = Output<(typeof userOperations.get)['answer']>;
/** One transaction event to submit, flat in Kard's field names, or as Kard documents it. */
export type TransactionRow = RowOf<(typeof transactionOperations.submit)['rows']>;
/** What Kard is asked to look into. */
export type AuditAttributes = Input<(typeof transactionOperations.createAudit)['attributes']>;
/** What a list of earned rewards can be narrowed by, in Kard's own query names. */
export type EarnedRewardQuery = Input<(typeof transactionOperations.getEarnedRewards)['query']>;
/** A transaction that earned a reward, as Kard answers with it. */
export type EarnedRewardResource = Output<(typeof transactionOperations.getEarnedRewards)['item']>;
/** What a list of offers can be narrowed and sorted by, in Kard's own query names. */
export type OfferQuery = Input<(typeof offerOperations.getMany)['query']>;
/** One offer as Kard answers with it. */
export type OfferResource = Output<(typeof offerOperations.getMany)['item']>;
/** What a list of notifications can be narrowed by, in Kard's own query names. */
export type NotificationQuery = Input<(typeof notificationOperations.getMany)['query']>;
/** How the delivery of a notification went, as Kard answers with it. */
export type NotificationResource = Output<(typeof notificationOperations.getMany)['item']>;
/** What Kard says when it is going to deliver a notification again. */
export type ReplayAnswer = Output<(typeof notificationOperations.replay)['answer']>;
/** What a subscription consists of. */
export type SubscriptionAttributes = Input<(typeof subscriptionOperations.create)['attributes']>;
/** What is to change of a subscription. */
export type SubscriptionChanges = Input<(typeof subscriptionOperations.update)['attributes']>;
/** What a list of subscriptions can be narrowed by, in Kard's own query names. */
export type SubscriptionQuery = Input<(typeof subscriptionOperations.getMany)['query']>;
/** A subscription as Kard answers with it. */
export type SubscriptionResource = Output<(typeof subscriptionOperations.getMany)['item']>;
/** The organization that the credentials belong to. */
export type OrganizationResource = Output<(typeof organizationOperations.get)['answer']>;
/** The response to Kard's ping: a sign of life. */
export type PingAnswer = Output<(typeof organizationOperations.ping)['answer']>;
