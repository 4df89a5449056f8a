/**
 * Runs generated Python apart from the worker: sessions, verdicts, settings, and what an engine is.
 * No engine lives here; whoever wants one asks the pool.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.io.sandbox;
