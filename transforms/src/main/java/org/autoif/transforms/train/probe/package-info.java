/** Texts that earn a reward and that nobody would want. */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms.train.probe;
