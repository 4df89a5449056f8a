/** The composition of the steps into one pipeline. */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline;
