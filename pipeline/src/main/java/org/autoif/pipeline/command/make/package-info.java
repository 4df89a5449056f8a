/**
 * Commands that make data: synthesize, rounds of online DPO, and the plan of what they will ask
 * for.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.command.make;
