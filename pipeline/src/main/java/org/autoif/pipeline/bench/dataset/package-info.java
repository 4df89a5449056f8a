/**
 * Whole runs of the method: how near they come to their critical path, what a kill loses, what
 * checks bring.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.bench.dataset;
