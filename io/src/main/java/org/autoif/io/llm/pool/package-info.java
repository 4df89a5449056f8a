/**
 * Makes the calls of a pipeline: the transform, the queues and threads of a worker process, the
 * limits on rate and concurrency, the retries. It knows endpoints only as a ChatClient.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.io.llm.pool;
