// Whether an adapter may come into use unasked: only if a comparison of these very weights shows that it is better than the model below it.

import { failure, success, type Result } from '../result';
import type { AdapterRecord } from './adapter-metadata';

export type NotActivated = 'not-compared' | 'worse' | 'not-enough-evidence';

/** @param weights hash of the weights as they are now (`weightsHash`). The message is one sentence that ends a refusal: it says what is missing. */
export function mayActivate({ adapter_id: id, comparison }: AdapterRecord, weights: string | undefined): Result<void, NotActivated> {
  if (!comparison) return failure('not-compared', `Whether ${id} is any better than the model without it was never looked at.`);
  if (comparison.weights !== undefined && comparison.weights !== weights)
    return failure('not-compared', `The weights of ${id} are others than those that were compared.`);
  switch (comparison.outcome) {
    case 'better':
      return success(undefined);
    case 'worse':
      return failure('worse', `${id} is worse than the model without it. ${comparison.why}`);
    case 'not-enough-evidence':
      return failure(
        'not-enough-evidence',
        `There is not enough evidence that ${id} is better than the model without it. ${comparison.why}`,
      );
  }
}
