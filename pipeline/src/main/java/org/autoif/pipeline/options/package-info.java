/**
 * What can be set, an interface a concern, with its description and default. Imports nothing of
 * ours.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.options;
