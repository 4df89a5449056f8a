/**
 * The method's thresholds by name. The steps live below: {@code instruct}, {@code respond}, {@code
 * train}, {@code publish}, in the order of the data, each of which may use those before it.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms;
