/**
 * A version of the dataset: what is written, when it is whole, how it differs from the last, and
 * how it is read again. Comes after every step; no step may use it.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.transforms.publish;
