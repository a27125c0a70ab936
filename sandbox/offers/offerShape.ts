import { type ResponseShape, under } from '../http/responseShape';

/** What may vary in the components at a path (the newest SDKs of Kard, August 2026: what they read as optional). */
export function componentsShape(path: string): ResponseShape {
	const segments = `${path}.progressBar.segments`;
	return {
		optional: [
			path,
			...under(path, 'shortDescription longDescription baseReward boostedReward cta tags detailTags'),
			...under(path, 'logoFlare progressBar cta.action cta.startIcon logoFlare.badge'),
			...under(`${path}.progressBar`, 'segments labels.details labels.default.left labels.default.right'),
			...under(segments, 'details default.icon default.separator default.labels default.selection'),
		],
		enums: [
			...under(path, 'cta.buttonStyle logoFlare.borderColor logoFlare.badge.position'),
			...under(`${segments}.default`, 'position separator'),
		],
	};
}

/** What may vary in the offers at a path: the same in a list of offers and beside another resource. */
export function offerShape(path: string): ResponseShape {
	const attributes = `${path}.attributes`;
	const components = componentsShape(`${attributes}.components`);
	return {
		optional: [
			`${path}.relationships`,
			...under(attributes, 'maxRedemptions minTransactionAmount maxTransactionAmount'),
			...under(attributes, 'minRewardAmount maxRewardAmount websiteUrl description'),
			...components.optional,
		],
		enums: [
			...under(attributes, 'purchaseChannel userReward.type assets.type'),
			...under(attributes, 'minTransactionAmount.type maxTransactionAmount.type maxRewardAmount.type'),
			...components.enums,
		],
	};
}
