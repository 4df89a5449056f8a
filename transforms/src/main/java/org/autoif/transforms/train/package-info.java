/**
 * Section 3.3 of the paper: rows for training, what is held out of them, and what tricks would
 * earn.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms.train;
