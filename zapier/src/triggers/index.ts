import type { Trigger } from 'zapier-platform-core';
import type { Action } from '../host/action';
import { notificationTriggers } from './notifications/index';
import { choices } from './choices';
import { newOffer } from './offers';

/** Every trigger. */
export const triggers: readonly Action<Trigger>[] = [...notificationTriggers, newOffer, ...choices];
