package org.autoif.io.llm.spending;

import java.io.Serializable;
import java.math.BigDecimal;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.store.CompletionStore;
import org.jspecify.annotations.Nullable;

/**
 * What a run may spend, in all its worker processes together: each takes parts of it from the
 * completion store that they share, a fiftieth at a time. When a worker can take no more, it sends
 * no further request; those in flight are waited for and stored, and then the job ends with a
 * {@link ChatException} of kind BUDGET. What other workers have taken and not spent is left then.
 *
 * @param run names the run; equal names share what they have spent
 * @param maxCalls requests that may be sent, whatever comes of them; 0 for no limit. It is never
 *     exceeded
 * @param maxCost what they may cost; null for no limit. As a request's cost is known when it is
 *     answered, the mean so far is set aside for those in flight; it may be exceeded by how much
 *     they differ from it
 * @param prices what tokens cost
 * @param store by which the workers share the limits
 * @param advice what the user can do when a limit is reached
 */
public record SpendingLimits(
    String run,
    long maxCalls,
    @Nullable BigDecimal maxCost,
    Prices prices,
    CompletionStore.Source store,
    String advice)
    implements Serializable {}
