/** The door to all that is loaded by the first run, the first delivery or the first look at a form. */
export { baseUrlOf, fetchAccessToken, hashOfSecret, keptToken } from './connection/accessToken';
export { testConnection } from './connection/testConnection';
export { executeItems } from './execution/executeItems';
export { mapperFields } from './parameters/mapperFields';
export { searchItems } from './picking/searchItems';
export { receiveDelivery } from './trigger/receive';
export { checkSubscriptions, createSubscriptions, deleteSubscriptions } from './trigger/subscriptions';
