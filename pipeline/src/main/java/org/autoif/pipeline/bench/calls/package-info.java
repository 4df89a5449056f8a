/** How busy calls keep an endpoint, and what they cost in processor time and memory. */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.bench.calls;
