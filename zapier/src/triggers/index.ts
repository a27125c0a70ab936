import type { Trigger } from 'zapier-platform-core';
import type { Action } from '../host/action';
import { notificationTriggers } from './notifications/index';
import { newOffer, offerChoices } from './offers';

/** Every trigger. */
export const triggers: readonly Action<Trigger>[] = [...notificationTriggers, newOffer, offerChoices];
