// The cards of the four teams.
import { churn } from './churn.js';
import { lifetime, revenue } from './finance.js';
import { loyalty, status } from './marketing.js';
import { categories, digital } from './product.js';
import { rfm } from './rfm.js';
import { lifecycle, support } from './success.js';

/** In the order in which they stand on the page. */
export const kinds = [status, loyalty, churn(), revenue, lifetime, rfm, categories, digital, support, lifecycle];
